using System.Diagnostics.CodeAnalysis;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>The members of our API and of the framework whose meaning the engine knows, by the type that declares them.</summary>
internal static class ApiModels
{
    public static bool TryEvaluate(OperationEvaluator evaluator, Call call, [NotNullWhen(true)] out Value? result)
    {
        result = IsOurs(call.Type) ? EvaluateOurs(evaluator, call) : FrameworkModel.Evaluate(evaluator, call);
        return result is not null;
    }

    private static bool IsOurs(INamedTypeSymbol? type) =>
        type is { ContainingNamespace: { Name: "Hal", ContainingNamespace.IsGlobalNamespace: true } };

    private static Value? EvaluateOurs(OperationEvaluator evaluator, Call call) => call.Type.Name switch
    {
        "PhysAddr" => PhysAddrModel.Evaluate(evaluator, call),
        "DmaBuffer" => DmaBufferModel.Evaluate(evaluator, call),
        "DmaAllocation" => DmaAllocationModel.Evaluate(evaluator, call),
        "Shared" or "SharedScope" => SharedModel.Evaluate(evaluator, call),
        "Dma" => DmaModel.Evaluate(evaluator, call),
        "PinnedBuffer" => PinnedBufferModel.Evaluate(evaluator, call),
        "MmioRegion" => MmioRegionModel.Evaluate(evaluator, call),
        "DmaOwnership" => AbandonModel.Evaluate(evaluator, call),
        "HalConstants" => HalConstantsModel.Evaluate(evaluator, call),
        _ => null,
    };
}
