using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>When the statements in loops run: whenever the loop turns, only sometimes, or on the way out of the method.</summary>
internal static class LoopStatements
{
    /// <summary>The loop whose bottom a write stands at: it counts the turns.</summary>
    public static IForLoopOperation? StepsOf(IOperation write)
    {
        IOperation statement = write.Parent is IExpressionStatementOperation expression ? expression : write;
        return statement.Parent is IForLoopOperation loop && loop.AtLoopBottom.Contains(statement) ? loop : null;
    }

    /// <summary>Whether what follows an operation in its block leaves the method, so that it does not come to a loop elsewhere.</summary>
    public static bool IsLeaving(IOperation operation, IOperation loop)
    {
        for (IOperation? part = operation; part is not null && !part.Syntax.Span.Contains(loop.Syntax.Span); part = part.Parent)
        {
            if (part is IBlockOperation block && EndsTheMethod(block))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the block of an operation, in a loop, leaves the method at its end and nowhere goes back to the loop.</summary>
    public static bool IsOnWayOut(IOperation operation, ILoopOperation loop)
    {
        for (IOperation? part = operation.Parent; part is not null && !ReferenceEquals(part, loop); part = part.Parent)
        {
            if (part is IBlockOperation block && EndsTheMethod(block))
            {
                return block.Descendants().OfType<IBranchOperation>().All(branch =>
                    branch.GetCorrespondingOperation() is { } target && block.Syntax.Span.Contains(target.Syntax.Span));
            }
        }

        return false;
    }

    /// <summary>Whether the last statement of a block returns or throws.</summary>
    private static bool EndsTheMethod(IBlockOperation block) =>
        block.Operations.LastOrDefault() is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    /// <summary>Whether a loop whose counter passes an index certainly runs the statement for it.</summary>
    public static bool IsCertain(IOperation part) => StatementOf(part) is { } statement && IsCertainStatement(statement);

    /// <summary>The statement in which an expression is certainly evaluated, by itself or as a part of its condition.</summary>
    public static IOperation? StatementOf(IOperation part)
    {
        for (IOperation inner = part; inner.Parent is { } outer; inner = outer)
        {
            switch (outer)
            {
                case IExpressionStatementOperation or IVariableDeclarationGroupOperation:
                    return outer;
                case IConditionalOperation { Type: null } choice:
                    return ReferenceEquals(choice.Condition, inner) ? choice : null;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both
                    when !ReferenceEquals(both.LeftOperand, inner):
                case IConditionalOperation or ICoalesceOperation or IConditionalAccessOperation or ISwitchExpressionOperation or
                    IAnonymousFunctionOperation or IBlockOperation or ILoopOperation:
                    return null;
            }
        }

        return null;
    }

    private static bool IsCertainStatement(IOperation statement)
    {
        return statement.Parent switch
        {
            IBlockOperation { Parent: ILoopOperation loop } block => loop is not IForEachLoopOperation &&
                block.Operations.TakeWhile(earlier => !ReferenceEquals(earlier, statement)).All(earlier => !MayLeave(earlier)),
            ILoopOperation => true,
            _ => false,
        };
    }

    /// <summary>Whether a loop may be left before its condition ends it, and the method go on.</summary>
    public static bool MayBreak(ILoopOperation loop) =>
        loop.Body.Descendants().OfType<IBranchOperation>().Any(branch =>
            branch.BranchKind == BranchKind.GoTo || (branch.BranchKind == BranchKind.Break && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel)));

    /// <summary>Whether anything but its condition may end a loop, or a turn of it.</summary>
    public static bool MayEndEarly(ILoopOperation loop) =>
        loop.Body.Descendants().Any(part => part is IBranchOperation or IReturnOperation or IThrowOperation);

    public static bool MayLeave(IOperation statement) =>
        statement.DescendantsAndSelf().Any(part => part is IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.GoTo });
}
