using System.Diagnostics.CodeAnalysis;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>Methods that say by attributes what they do with the shares that they return or are given.</summary>
internal static class OwnershipModel
{
    public static bool TryEvaluate(OperationEvaluator evaluator, Call call, [NotNullWhen(true)] out Value? result)
    {
        result = null;
        return false;
    }
}
