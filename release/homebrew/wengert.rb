class Wengert < Formula
  desc "Compiles formulas to readable Java with derivatives"
  homepage "@homepage@"
  url "@downloads@/wengert-@version@.tar.gz"
  version "@version@"
  sha256 "@sha256.tar.gz@"
  license "Apache-2.0"

  depends_on "openjdk"

  def install
    man1.install Dir["share/man/man1/*"]
    bash_completion.install Dir["share/bash-completion/completions/*"]
    libexec.install Dir["*"]
    (bin/"wengert").write_env_script libexec/"bin/wengert", Language::Java.overridable_java_home_env
  end

  test do
    assert_match "value      6", shell_output("#{bin}/wengert eval -e 'x*y' --at x=2,y=3 --derive value")
  end
end
