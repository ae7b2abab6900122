using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.CodeFixes.Flow;

/// <summary>The statements of a block or of a case, and the place of one among them.</summary>
internal sealed class StatementList
{
    private readonly SyntaxNode _owner;

    private StatementList(SyntaxNode owner, SyntaxList<StatementSyntax> statements, int index)
    {
        _owner = owner;
        Statements = statements;
        Index = index;
    }

    public SyntaxList<StatementSyntax> Statements { get; }

    public int Index { get; }

    public StatementSyntax Statement => Statements[Index];

    /// <summary>Null where the statement stands alone, as the body of an <c>if</c> without braces does, or where preprocessor directives cut the list.</summary>
    public static StatementList? Around(StatementSyntax statement)
    {
        SyntaxList<StatementSyntax> statements = statement.Parent switch
        {
            BlockSyntax { OpenBraceToken.IsMissing: false, CloseBraceToken.IsMissing: false } block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        return statements.Count == 0 || statement.Parent!.ContainsDirectives ? null : new StatementList(statement.Parent!, statements, statements.IndexOf(statement));
    }

    /// <summary>The root with other statements in place of these.</summary>
    public SyntaxNode With(IEnumerable<StatementSyntax> statements)
    {
        SyntaxList<StatementSyntax> list = SyntaxFactory.List(statements);
        SyntaxNode changed = _owner is BlockSyntax block ? block.WithStatements(list) : ((SwitchSectionSyntax)_owner).WithStatements(list);
        return _owner.SyntaxTree.GetRoot().ReplaceNode(_owner, Layout.FormatUnlessLaidOut(changed, Statements));
    }
}
