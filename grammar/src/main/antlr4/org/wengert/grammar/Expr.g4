grammar Expr;
program : NAME EOF ;
NAME : [a-z]+ ;
WS : [ \t]+ -> skip ;
