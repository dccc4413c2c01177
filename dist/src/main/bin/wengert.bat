@echo off
rem Starts the command with a Java of 17 or later: that of JAVA_HOME, or else the first on the path.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC -Xshare:auto %WENGERT_JAVA_OPTIONS% -cp "%home%\lib\*" org.wengert.cli.Main %*
exit /b %ERRORLEVEL%
