using System.Linq;
using Hal.Analyzers.Flow.Transfer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>Statements behind which a path does not go on: <c>ThrowFull(); return default;</c>.</summary>
internal static class EndOfPath
{
    /// <summary>Whether an operation stands behind a call that never returns, in its own block or in one around it.</summary>
    public static bool IsBefore(HalSource hal, IOperation operation)
    {
        for (IOperation inner = operation; inner.Parent is { } outer; inner = outer)
        {
            if (outer is IBlockOperation block &&
                block.Operations.TakeWhile(statement => statement != inner).Any(statement => NeverCompletes(hal, statement)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool NeverCompletes(HalSource hal, IOperation statement) => statement switch
    {
        IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: var method } } => NeverReturns.Is(method, out _) ||
            OnlyThrows(hal, method),
        _ => false,
    };

    private static bool OnlyThrows(HalSource hal, IMethodSymbol method)
    {
        if (hal.BodyOf(method) is not { } body ||
            HalSource.OperationsOf(body).Any(operation => operation is IReturnOperation { IsImplicit: false }))
        {
            return false;
        }

        IBlockOperation? block = HalSource.OperationsOf(body).OfType<IBlockOperation>().FirstOrDefault();
        return block?.Operations.Any(statement =>
            statement is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }) == true;
    }
}
