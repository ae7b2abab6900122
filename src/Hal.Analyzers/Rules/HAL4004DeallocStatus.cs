using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Implementation;
using Hal.Analyzers.Semantics;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>DmaDealloc can only fail, or reports success and frees nothing (contract I7).</summary>
internal sealed class HAL4004DeallocStatus : ImplementationRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL4004",
        "DmaDealloc always fails, or frees nothing",
        "DmaDealloc {0} (contract I7)",
        RuleCategory.HalImplementation,
        DiagnosticSeverity.Warning,
        description: "DmaDealloc gives the memory back and returns 0 (contract I7). Another status makes Dma<T>.Dispose throw; a success " +
            "that freed nothing is a leak that nobody hears of.");

    // Calls that cannot give memory back of which they are told nothing.
    private static readonly string[] s_bystanders = { "Interlocked", "Volatile", "Console", "Debug", "Trace", "Monitor", "Math", "Thread" };

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Check(HalSource hal)
    {
        if (hal.Member(HalOperation.DmaDealloc) is not { } dealloc || hal.BodyOf(dealloc) is not { } body)
        {
            yield break;
        }

        IOperation[] statuses = ReturnedValues.Of(hal, dealloc).ToArray();
        if (statuses.Length == 0 || !statuses.All(status => status.ConstantValue is { HasValue: true, Value: int }))
        {
            yield break;
        }

        if (statuses.All(status => status.ConstantValue.Value is not 0))
        {
            if (MaySucceed(hal))
            {
                yield return new Finding(s_descriptor, statuses[0].Syntax,
                    $"can only fail: it returns '{Text.Of(statuses[0])}' for whatever DmaAlloc returned");
            }
        }
        else if (statuses.FirstOrDefault(status => status.ConstantValue.Value is 0) is { } success && FreesNothing(dealloc, body) &&
            Taken(hal) is { } taken)
        {
            yield return new Finding(s_descriptor, success.Syntax,
                $"reports success and frees nothing, although DmaAlloc takes the memory from '{taken.Allocator.Name}'")
            {
                Related = ImmutableArray.Create(taken.Call.Syntax.GetLocation()),
            };
        }
    }

    /// <summary>Whether DmaAlloc may return memory: a HAL without any has nothing to give back.</summary>
    private static bool MaySucceed(HalSource hal) =>
        hal.Member(HalOperation.DmaAlloc) is { } alloc && ReturnedValues.Of(hal, alloc).Any(value => !IsFailure(value));

    private static bool IsFailure(IOperation allocation) =>
        allocation is IDefaultValueOperation or IObjectCreationOperation { Arguments.IsEmpty: true } ||
        (allocation is IObjectCreationOperation creation &&
            creation.Arguments.Any(argument => argument is { Parameter.Ordinal: 0, Value: IDefaultValueOperation }));

    /// <summary>Memory that DmaAlloc takes for this one allocation, and nobody but its caller has.</summary>
    private static AllocatedMemory? Taken(HalSource hal) => AllocatedMemory.ReturnedBy(hal)
        .Where(sources => sources.All(source => source.Allocator.NeedsFree && !source.Carriers.Select(HalSource.BodyAround).Any(Keeps)))
        .Select(sources => sources[0])
        .FirstOrDefault();

    /// <summary>Whether a body keeps anything: memory that stands in a table or a field may be freed from there.</summary>
    private static bool Keeps(IOperation body) => body.DescendantsAndSelf().Any(operation => operation switch
    {
        ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation or
            { Kind: OperationKind.None } } => true,
        ICoalesceAssignmentOperation { Target: not ILocalReferenceOperation } => true,
        IInvocationOperation { TargetMethod.ContainingType: var type } call => type.Name is "Interlocked" &&
            call.TargetMethod.Name is "Exchange" or "CompareExchange" ||
            type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true,
        IAnonymousFunctionOperation or ILocalFunctionOperation { Parent: not null } => true,
        _ => false,
    });

    /// <summary>Whether a body certainly gives nothing back: it calls nothing that could, and only looks at the address and the
    /// pointer.</summary>
    private static bool FreesNothing(IMethodSymbol dealloc, IOperation body) => body.DescendantsAndSelf().All(operation => operation switch
    {
        IInvocationOperation call => s_bystanders.Contains(call.TargetMethod.ContainingType.Name, StringComparer.Ordinal) &&
            !call.Arguments.Any(argument =>
                argument.Value.DescendantsAndSelf().Any(part => part is IParameterReferenceOperation { Parameter.Ordinal: 1 })),
        IParameterReferenceOperation { Parameter: { Ordinal: 0 or 1,
            ContainingSymbol: var owner } } reference when SymbolEqualityComparer.Default.Equals(owner, dealloc) => IsLookedAt(reference),
        IObjectCreationOperation creation => creation.Type is { IsValueType: true } ||
            operation.Parent is IThrowOperation or IConversionOperation { Parent: IThrowOperation },
        IAnonymousFunctionOperation or IDelegateCreationOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation =>
            false,
        IEventReferenceOperation => false,
        _ => true,
    });

    private static bool IsLookedAt(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation or IPropertyReferenceOperation or
            IBinaryOperation { Type.SpecialType: not SpecialType.System_Boolean })
        {
            operation = operation.Parent;
        }

        return operation.Parent is IBinaryOperation or IInterpolationOperation or IIsPatternOperation ||
            operation.Parent is IInvocationOperation { TargetMethod.Name: "ToString" or "Equals" };
    }
}
