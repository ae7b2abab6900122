using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>What Share takes for as long as a share lives: an entry of a static list of free slots, or native memory.</summary>
/// <param name="Operation">The call or assignment that takes it.</param>
/// <param name="Name">What it is taken from, for a message.</param>
internal sealed record TakenSlot(IOperation Operation, string Name)
{
    private static readonly string[] s_takes = { "Pop", "TryPop", "Dequeue", "TryDequeue", "TryTake" };

    /// <summary>Something that Share takes each time, and that no code of the HAL but Share ever names again.</summary>
    public static TakenSlot? NeverGivenBack(HalSource hal, IOperation share, IOperation unshare)
    {
        List<IOperation>? sharing = Reached(hal, share);
        List<IOperation>? unsharing = Reached(hal, unshare);
        if (sharing is null || unsharing is null)
        {
            return null;
        }

        return FromList(hal, sharing) ?? FromAllocator(share, unsharing);
    }

    private static TakenSlot? FromList(HalSource hal, List<IOperation> sharing)
    {
        foreach (IOperation operation in sharing)
        {
            if (ListOf(operation) is { } list && SymbolEqualityComparer.Default.Equals(list.ContainingType, hal.Type) &&
                list.DeclaredAccessibility == Accessibility.Private)
            {
                var bodies = new HashSet<IOperation>(sharing.Select(HalSource.BodyAround));
                bool isNamedElsewhere = hal.Type.GetMembers().OfType<IMethodSymbol>()
                    .Where(method => method.MethodKind != MethodKind.StaticConstructor)
                    .Any(method => hal.BodyOf(method) is { } body && !bodies.Contains(body) &&
                        body.Descendants().Any(part => Names(part, list)));
                if (!isNamedElsewhere && !sharing.Any(part => GivesBack(part, list)))
                {
                    return new TakenSlot(operation, list.Name);
                }
            }
        }

        return null;
    }

    /// <summary>The static list that an operation takes an entry of: a collection, or marks in an array.</summary>
    private static IFieldSymbol? ListOf(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: IFieldReferenceOperation { Field: { IsStatic: true } field },
            TargetMethod: { Name: var name, ContainingType: var type } } =>
            Array.IndexOf(s_takes, name) >= 0 &&
                type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true ? field
                : null,
        ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: IFieldReferenceOperation { Field: { IsStatic: true } field } }, Value.ConstantValue: { HasValue: true, Value: true } } => field,
        _ => null,
    };

    private static bool GivesBack(IOperation operation, IFieldSymbol list) => operation switch
    {
        IInvocationOperation { Instance: IFieldReferenceOperation { Field: var field }, TargetMethod.Name: "Push" or "Enqueue" or "Add" or
            "TryAdd" } => SymbolEqualityComparer.Default.Equals(field, list),
        ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation { ArrayReference: IFieldReferenceOperation { Field: var field } }, Value: var value } =>
            SymbolEqualityComparer.Default.Equals(field, list) && value.ConstantValue is not { HasValue: true, Value: true },
        _ => false,
    };

    private static bool Names(IOperation operation, IFieldSymbol field) =>
        operation is IFieldReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Field, field);

    /// <summary>Native memory that Share takes each time, where Unshare neither frees nor keeps anything.</summary>
    private static TakenSlot? FromAllocator(IOperation share, List<IOperation> unsharing)
    {
        bool mayGiveBack = unsharing.Any(operation => operation switch
        {
            IInvocationOperation call => Allocator.IsFree(call.TargetMethod) ||
                call.TargetMethod.Name is "Push" or "Enqueue" or "Add" or "TryAdd" or "Return" or "Dispose",
            IAssignmentOperation { Target: IFieldReferenceOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation } =>
                true,
            _ => false,
        });
        if (mayGiveBack)
        {
            return null;
        }

        return HalSource.OperationsOf(share)
            .Where(operation => Allocator.Of(operation) is { NeedsFree: true } && IsTakenEachTime(operation))
            .Select(operation => new TakenSlot(operation, "memory of " + Allocator.Of(operation)!.Name))
            .FirstOrDefault();
    }

    private static bool IsTakenEachTime(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IConditionalOperation or ILoopOperation or ISwitchOperation or ISwitchExpressionOperation or ICoalesceOperation or
                ICoalesceAssignmentOperation or IAnonymousFunctionOperation or
                ISimpleAssignmentOperation { Target: not ILocalReferenceOperation })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Everything that a body and the methods that it calls do; null where a call goes to code that is not seen.</summary>
    private static List<IOperation>? Reached(HalSource hal, IOperation body)
    {
        var all = new List<IOperation>();
        var seen = new HashSet<IOperation> { body };
        var open = new Queue<IOperation>();
        open.Enqueue(body);
        while (open.Count > 0)
        {
            foreach (IOperation operation in open.Dequeue().Descendants())
            {
                all.Add(operation);
                if (operation is IDynamicInvocationOperation or IFunctionPointerInvocationOperation or
                    IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke })
                {
                    return null;
                }

                IMethodSymbol? called = operation switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IPropertyReferenceOperation property => property.Property.GetMethod,
                    IObjectCreationOperation creation => creation.Constructor,
                    _ => null,
                };
                if (called is null)
                {
                    continue;
                }

                if (hal.BodyOf(called) is { } inner)
                {
                    if (seen.Add(inner))
                    {
                        open.Enqueue(inner);
                    }
                }
                else if (!IsFramework(hal, called) && Allocator.Of(operation) is null && !Allocator.IsFree(called) &&
                    !called.IsImplicitlyDeclared && operation is IInvocationOperation)
                {
                    return null;
                }
            }
        }

        return all;
    }

    private static bool IsFramework(HalSource hal, IMethodSymbol method)
    {
        if (hal.Known.IsAddress(method.ContainingType) || Semantics.KnownTypes.Is(method.ContainingType, hal.Known.DmaBuffer) ||
            method.ContainingType?.Name == "HalConstants")
        {
            return true;
        }

        string ns = method.ContainingType?.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return ns == "System" || ns.StartsWith("System.", StringComparison.Ordinal);
    }
}
