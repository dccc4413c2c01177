// The .expr language as token lists that are already laid out: every line and every statement ends with one
// NEWLINE, and no NEWLINE stands where a line goes on. The compiler's `syntax` package supplies that layout.
// A head (`f(x, y: real)`, or the name of an assignment) is read as an expression, so that one token of lookahead
// decides everything; what is not a head is reported afterwards, in better words than a grammar has.
grammar Expr;

// Words where a loop has them and names elsewhere, which the layout tells apart.
tokens { IN, CHECKPOINT }

program : line* EOF ;

line : (derive | definition) NEWLINE ;

derive : 'derive' NAME ':' request (',' request)* ;

request : NAME NAME? ('(' (subject (',' subject)*)? ')')? ;

subject : NAME | '-'? NUMBER ;

definition : head ('=' (block | expression))? ;

head : expression ;

block : '{' statement* '}' ;

statement : (result | branch | loop | assignment) NEWLINE ;

result : 'return' expression (',' expression)* ;

branch : 'if' condition block ('else' 'if' condition block)* ('else' block)? ;

condition : expression ;

loop : 'for' iteration block ;

iteration : range (CHECKPOINT '(' expression ')')? ;

range : NAME IN expression ':' expression ;

ranges : 'for' range (',' range)* ;

assignment : head ('=' expression)? ;

// Tightest first. The operand of a prefix may be a power, an exponent may be a prefix: -x^2 is -(x^2), x^-2 is x^(-2).
expression
    : '(' expression ')'                                                # Group
    | NUMBER                                                            # Literal
    | array                                                             # Elements
    | NAME arguments?                                                   # Reference
    | expression subscripts                                             # Index
    | expression '\''                                                   # Transpose
    | <assoc = right> expression ('^' | '.^') expression                # Power
    | ('-' | '+' | 'not') expression                                    # Prefix
    | expression ('*' | '/' | '%' | '\\' | '.*' | './') expression      # Product
    | expression ('+' | '-' | '.+' | '.-') expression                   # Sum
    | expression ('<' | '<=' | '>' | '>=' | '==' | '!=') expression     # Comparison
    | expression 'and' expression                                       # Conjunction
    | expression 'or' expression                                        # Disjunction
    | <assoc = right> expression '?' expression ':' expression          # Conditional
    ;

// Ranges make it a reduction, which has one argument.
arguments : '(' (argument (',' argument)* ranges?)? ')' ;

// The type is for the head of a definition alone.
argument : expression (':' type)? ;

type : NAME shape? ;

shape : '[' expression (',' expression)* ']' ;

// Ranges make it a comprehension, which has one element.
array : '[' (row (';' row)* ranges?)? ']' ;

row : expression (',' expression)* ;

subscripts : '[' subscript (',' subscript)* ']' ;

subscript : ':' expression? | expression (':' expression?)? ;

DERIVE : 'derive' ;
RETURN : 'return' ;
IF : 'if' ;
ELSE : 'else' ;
FOR : 'for' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;

LEFT_PAREN : '(' ;
RIGHT_PAREN : ')' ;
LEFT_BRACKET : '[' ;
RIGHT_BRACKET : ']' ;
LEFT_BRACE : '{' ;
RIGHT_BRACE : '}' ;
COMMA : ',' ;
SEMICOLON : ';' ;
COLON : ':' ;
QUESTION : '?' ;
ASSIGN : '=' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
DIVIDE : '/' ;
REMAINDER : '%' ;
POWER : '^' ;
BACKSLASH : '\\' ;
PRIME : '\'' ;
ELEMENTWISE_TIMES : '.*' ;
ELEMENTWISE_DIVIDE : './' ;
ELEMENTWISE_POWER : '.^' ;
ELEMENTWISE_PLUS : '.+' ;
ELEMENTWISE_MINUS : '.-' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' ;

NUMBER : ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)? ;
// Marks belong to the letter before them: x̂ and decomposed é are names.
NAME : [\p{L}_] [\p{L}\p{Mn}\p{Mc}\p{Nd}_]* ;
COMMENT : '#' ~[\r\n]* ;
NEWLINE : '\r'? '\n' | '\r' ;
SPACE : [ \t]+ -> skip ;

// What is not of the language, kept as tokens so that the message can say what to write instead.
FOREIGN
    : '**' | '&&' | '||' | '===' | '!==' | '<>' | '=<' | '=>' | ':=' | '+=' | '-=' | '*=' | '/=' | '^=' | '//' | '/*'
    ;
SUPERSCRIPT : [⁺⁻⁰¹²³⁴-⁹]+ ;
MALFORMED_NUMBER : [\p{Nd}.]+ ;
OTHER : . ;
