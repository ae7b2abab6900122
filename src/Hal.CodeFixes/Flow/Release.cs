using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.CodeFixes.Flow;

/// <summary>The statement that ends a duty, written from what its acquisition was told.</summary>
internal sealed class Release
{
    private readonly Duty _duty;
    private readonly List<(ArgumentSyntax Argument, string Type, string Name)> _kept = new();

    private Release(Duty duty) => _duty = duty;

    public string Text { get; private set; } = string.Empty;

    /// <summary>Whether nothing must be kept in a local for it.</summary>
    public bool KeepsNothing => _kept.Count == 0;

    /// <summary>Null where the HAL of the call cannot be named again.</summary>
    public static Release? Of(Duty duty)
    {
        var release = new Release(duty);
        string? text = duty.Kind switch
        {
            DutyKind.Shared => $"{duty.Holder}.Unshare();",
            DutyKind.Dma => $"{duty.Holder}.Dispose();",
            _ when duty.Acquisition is null || Acquired.KindOf(duty.Site, duty.Acquisition) is null => AsElsewhere(duty),
            DutyKind.Address => release.Call("Unshare", duty.Holder, "buffer", "direction"),
            _ when duty.Holders.Length == 2 => release.Call("DmaDealloc", $"{duty.Holder}, {duty.Holders[1].Name}", "pages"),
            _ => release.Call("DmaDealloc", $"{duty.Holder}.Paddr, {duty.Holder}.Vaddr", "pages"),
        };
        if (text is null)
        {
            return null;
        }

        // In a finally an exception for the status would hide the one on its way.
        release.Text = duty.Kind == DutyKind.Allocation ? "_ = " + text : text;
        return release;
    }

    /// <summary>The acquiring statement, after the locals that keep what the release needs again.</summary>
    public IEnumerable<StatementSyntax> Acquire(StatementSyntax statement)
    {
        string indentation = Layout.IndentationOf(statement);
        var statements = new List<StatementSyntax>();
        StatementSyntax changed = statement;
        foreach ((ArgumentSyntax argument, string type, string name) in Enumerable.Reverse(_kept))
        {
            // The statement stands in a changed root, with the same text: what is found by its distance from the start.
            int offset = argument.Expression.SpanStart - _duty.List.Statement.SpanStart;
            SyntaxNode old = changed.FindNode(new Microsoft.CodeAnalysis.Text.TextSpan(changed.SpanStart + offset, argument.Expression.Span.Length), getInnermostNodeForTie: true);
            changed = changed.ReplaceNode(old, SyntaxFactory.IdentifierName(name).WithTriviaFrom(old));
            statements.Insert(0, Layout.Statement($"{type} {name} = {argument.Expression};", indentation, _duty.Site.NewLine));
        }

        if (statements.Count > 0)
        {
            statements[0] = statements[0].WithLeadingTrivia(statement.GetLeadingTrivia());
            changed = changed.WithLeadingTrivia(SyntaxFactory.Whitespace(indentation));
        }

        return statements.Append(changed);
    }

    /// <summary>What stands before the name of a HAL call, to be written before that of its counterpart; null where it is no call by name.</summary>
    public static string? ReceiverOf(IOperation acquisition) => acquisition.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Expression + ".",
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax } => string.Empty,
        _ => null,
    };

    // How to end what a method of the author's acquired is what the code does on other paths.
    private static string? AsElsewhere(Duty duty) => duty.Scope.DescendantNodes()
        .OfType<ExpressionStatementSyntax>()
        .FirstOrDefault(statement => duty.IsEndedBy(statement)
            && statement.Expression is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments }
            && arguments.All(argument => StableExpression.IsStable(duty.Site, argument.Expression)
                && !argument.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => IsDeclaredInside(duty, name))))
        ?.WithoutTrivia().ToString();

    private static bool IsDeclaredInside(Duty duty, IdentifierNameSyntax name) =>
        duty.Site.Model.GetSymbolInfo(name, duty.Site.Cancellation).Symbol is ILocalSymbol local
        && local.DeclaringSyntaxReferences.Any(reference => reference.Span.Start > duty.Begin.Span.End);

    private string? Call(string method, string held, params string[] parameters)
    {
        string[] arguments = parameters.Select(Argument).OfType<string>().ToArray();
        return ReceiverOf(_duty.Acquisition!) is not { } receiver || arguments.Length < parameters.Length ? null : $"{receiver}{method}({held}, {string.Join(", ", arguments)});";
    }

    private string? Argument(string parameter)
    {
        if (FindingSite.Argument(_duty.Acquisition, parameter) is not { Parent: ArgumentSyntax argument } expression
            || _duty.Site.Model.GetTypeInfo(expression, _duty.Site.Cancellation).ConvertedType is not { } type)
        {
            return null;
        }

        if (StableExpression.IsStable(_duty.Site, expression))
        {
            return expression.ToString();
        }

        if (!_duty.HasList)
        {
            return null; // there is no statement before which a local could keep it
        }

        string name = Names.Unused(_duty.Site, _duty.List.Statement, parameter);
        _kept.Add((argument, type.ToMinimalDisplayString(_duty.Site.Model, expression.SpanStart), name));
        return name;
    }
}
