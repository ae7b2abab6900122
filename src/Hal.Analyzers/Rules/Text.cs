using System.Globalization;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>Words for messages: what a token is called in the source, and on which path something happens.</summary>
internal static class Text
{
    private const int MostCharacters = 60;

    /// <summary>The expression as it stands in the source, on one line.</summary>
    public static string Of(SyntaxNode? syntax)
    {
        if (syntax is null)
        {
            return string.Empty;
        }

        string text = string.Join(" ", syntax.WithoutTrivia().ToString().Split(new[] { ' ', '\t', '\r', '\n' }, System.StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MostCharacters ? text : text.Substring(0, MostCharacters - 3) + "...";
    }

    public static string Of(IOperation? operation) => Of(operation?.Syntax);

    /// <summary>What was acquired, by the name of the buffer or of the variable that holds it.</summary>
    public static string Subject(Token token)
    {
        if (token.Parameter is { } parameter)
        {
            return parameter.Name;
        }

        IOperation? buffer = Arguments.Of(token.Site, "buffer");
        return buffer is not null ? Of(buffer) : Holder(token) ?? Of(token.Site);
    }

    /// <summary>The direction that something was acquired with.</summary>
    public static string Manner(Token token) => Direction(Arguments.Of(token.Site, "direction"));

    /// <summary>A direction: the name of the constant, or the expression.</summary>
    public static string Direction(IOperation? direction) =>
        direction is { ConstantValue: { HasValue: true, Value: var value }, Type: INamedTypeSymbol type } && MemberOf(type, value) is { } member
            ? member
            : Of(direction);

    /// <summary>A direction by its number, in the words of the acquisition's type of directions.</summary>
    public static string Direction(Token token, long number) =>
        (Arguments.Of(token.Site, "direction")?.Type is INamedTypeSymbol type ? MemberOf(type, number) : null) ?? number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The argument of an acquisition, as written.</summary>
    public static string Argument(Token token, string parameter) => Arguments.Of(token.Site, parameter)?.Syntax.WithoutTrivia().ToString() ?? string.Empty;

    /// <summary>The variable that the result of an acquisition is put into.</summary>
    public static string? Holder(Token token)
    {
        SyntaxNode? node = token.Site?.Syntax;
        while (node?.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or CheckedExpressionSyntax)
        {
            node = node.Parent;
        }

        return node?.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
            AssignmentExpressionSyntax assignment when assignment.Right == node => Of(FirstOf(assignment.Left)),
            _ => null,
        };
    }

    /// <summary>Of <c>var (paddr, vaddr)</c> the first, which is the address.</summary>
    private static SyntaxNode FirstOf(SyntaxNode target) => target switch
    {
        DeclarationExpressionSyntax declaration => FirstOf(declaration.Designation),
        ParenthesizedVariableDesignationSyntax { Variables.Count: > 0 } several => FirstOf(several.Variables[0]),
        TupleExpressionSyntax tuple => FirstOf(tuple.Arguments[0].Expression),
        _ => target,
    };

    /// <summary>The branch that leads to the end of a path: <c>when '!ready'</c>; empty where every path goes there.</summary>
    public static string When(PathEnd end, Token token)
    {
        int from = token.Site?.Syntax.SpanStart ?? -1;
        for (Decision? decision = end.Trail; decision is not null; decision = decision.Earlier)
        {
            SyntaxNode condition = decision.Condition.Syntax;
            if (condition.SpanStart > from && condition.SpanStart <= end.Place.Span.End)
            {
                return $" when '{Condition(condition, decision.Outcome)}'";
            }
        }

        return string.Empty;
    }

    /// <summary>A condition with its outcome, negated as one would write it.</summary>
    public static string Condition(SyntaxNode condition, bool outcome)
    {
        while (condition is ParenthesizedExpressionSyntax parenthesized)
        {
            condition = parenthesized.Expression;
        }

        if (outcome)
        {
            return Of(condition);
        }

        return condition switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Of(not.Operand),
            BinaryExpressionSyntax binary when Opposite(binary.Kind()) is { } opposite => $"{Of(binary.Left)} {opposite} {Of(binary.Right)}",
            IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax => "!" + Of(condition),
            _ => $"!({Of(condition)})",
        };
    }

    /// <summary>The line of a place, for a message that refers to it: counted from 1, as editors do.</summary>
    public static int Line(SyntaxNode? syntax) => syntax is null ? 0 : syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static string? Opposite(SyntaxKind kind) => kind switch
    {
        SyntaxKind.EqualsExpression => "!=",
        SyntaxKind.NotEqualsExpression => "==",
        SyntaxKind.LessThanExpression => ">=",
        SyntaxKind.LessThanOrEqualExpression => ">",
        SyntaxKind.GreaterThanExpression => "<=",
        SyntaxKind.GreaterThanOrEqualExpression => "<",
        _ => null,
    };

    private static string? MemberOf(INamedTypeSymbol type, object? value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Number(field.ConstantValue) == Number(value))?.Name;

    private static decimal Number(object? constant) => System.Convert.ToDecimal(constant, CultureInfo.InvariantCulture);
}
