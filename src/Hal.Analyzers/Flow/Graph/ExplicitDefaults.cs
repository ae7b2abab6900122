using System;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// A switch over an enum whose default returns: its author reckons with a value that no case names, as one that comes from a device or a caller. Else
/// an enum is taken to have the values that it has names for (<see cref="NaturalRange"/>).
/// </summary>
internal static class ExplicitDefaults
{
    /// <summary>Lets the value that a case tests be any, before the first case of such a switch is taken or not.</summary>
    public static void Allow(FlowState state, SyntaxNode condition, Value value)
    {
        if ((condition as SwitchLabelSyntax ?? condition.Parent as SwitchLabelSyntax)?.Parent?.Parent is not SwitchStatementSyntax choice || !choice.Sections.Any(ReturnsByDefault))
        {
            return;
        }

        while (ValueTable.IsPure(value, PureOperator.Not))
        {
            value = value.Operands[0];
        }

        if ((ValueTable.IsPure(value, PureOperator.Equal) || ValueTable.IsPure(value, PureOperator.Less)) && Array.Find(value.Operands, operand => !operand.IsConstant(out long _)) is { } subject &&
            !state.Facts.HasRange(subject) && NaturalRange.Of(subject) is var named && !named.Equals(NumberRange.All))
        {
            // Another value is one above those: the lowest name is still told from the rest.
            state.Facts = state.Facts.WithRange(subject, NumberRange.All.AtLeast(named.Minimum));
        }
    }

    private static bool ReturnsByDefault(SwitchSectionSyntax section) =>
        section.Labels.Any(label => label is DefaultSwitchLabelSyntax) &&
        section.Statements.SelectMany(statement => statement is BlockSyntax block ? block.Statements : new SyntaxList<StatementSyntax>(statement)).LastOrDefault() is
            ReturnStatementSyntax;
}
