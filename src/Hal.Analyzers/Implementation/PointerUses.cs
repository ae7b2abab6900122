using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>
/// Whether code that gets a pointer can have written the memory behind it. It cannot where every use is one that is known not to: a
/// comparison, the address made from it, what is returned. Everything else may have.
/// </summary>
internal sealed class PointerUses
{
    private const int MostDepth = 24;

    private readonly HalSource _hal;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private PointerUses(HalSource hal) => _hal = hal;

    /// <summary>Whether the memory behind the pointer that an expression has is certainly not written with its help.</summary>
    public static bool AreHarmless(HalSource hal, IOperation pointer) => pointer is ILocalReferenceOperation local
        ? new PointerUses(hal).AreHarmless(local.Local, HalSource.BodyAround(local), 0)
        : new PointerUses(hal).IsHarmless(pointer, 0);

    private bool IsHarmless(IOperation pointer, int depth)
    {
        if (depth > MostDepth)
        {
            return false;
        }

        switch (pointer.Parent)
        {
            case IConversionOperation or IParenthesizedOperation or ICoalesceOperation or ITupleOperation { Parent: ITupleBinaryOperation }:
                return IsHarmless(pointer.Parent, depth + 1);
            case IConditionalOperation conditional:
                return conditional.Condition == pointer || IsHarmless(conditional, depth + 1);
            case IBinaryOperation binary:
                return binary.Type?.SpecialType == SpecialType.System_Boolean || IsHarmless(binary, depth + 1);
            case IReturnOperation or IExpressionStatementOperation or IInterpolationOperation or IIsPatternOperation or IIsTypeOperation or
                IIncrementOrDecrementOperation or ISwitchOperation:
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return AreHarmless(declarator.Symbol, HalSource.BodyAround(pointer), depth + 1);
            case ISimpleAssignmentOperation assignment:
                return assignment.Target == pointer || IsHarmlessTarget(assignment.Target, depth);
            case ICompoundAssignmentOperation compound:
                return compound.Target == pointer || IsHarmlessTarget(compound.Target, depth);
            case IArgumentOperation argument:
                return IsHarmlessArgument(argument, depth);
            case IArrayElementReferenceOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AsPointer", ContainingType.Name: "Unsafe" } } asPointer } } element:
                return element.ArrayReference == pointer && IsHarmless(asPointer, depth + 1);
            case IPropertyReferenceOperation property when property.Instance == pointer:
                return IsOurs(property.Property.ContainingType) && IsHarmless(property, depth + 1);
            case IInvocationOperation call when call.Instance == pointer:
                return call.TargetMethod is { Name: "AddrOfPinnedObject" or "ToString" or "Equals" or "CompareTo" or "GetHashCode" } &&
                    IsHarmless(call, depth + 1);
            case IAddressOfOperation { Parent: var target }:
                return target is IArgumentOperation { Parent: IInvocationOperation taker } && Allocator.OfFirstArgument(taker) is not null;
            default:
                return false;
        }
    }

    private bool IsHarmlessTarget(IOperation target, int depth) => target switch
    {
        ILocalReferenceOperation local => AreHarmless(local.Local, HalSource.BodyAround(target), depth + 1),
        IDiscardOperation => true,
        // The keys and values of a table are only kept.
        IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var type } } => IsCollection(type),
        _ => false,
    };

    private bool IsHarmlessArgument(IArgumentOperation argument, int depth)
    {
        switch (argument.Parent)
        {
            case IObjectCreationOperation creation:
                return IsOurs(creation.Type) && IsHarmless(creation, depth + 1);
            case IPropertyReferenceOperation indexer:
                return IsCollection(indexer.Property.ContainingType);
            case IInvocationOperation call:
                return IsHarmlessCall(argument, call, depth);
            default:
                return false;
        }
    }

    private bool IsHarmlessCall(IArgumentOperation argument, IInvocationOperation call, int depth)
    {
        IMethodSymbol method = call.TargetMethod;
        if (Allocator.IsFree(method) || Allocator.OfFirstArgument(call) is not null || IsCollection(method.ContainingType) ||
            method.ContainingType.Name is "Interlocked" or "Console" or "Debug" or "Trace")
        {
            return true;
        }

        // What these make of a pointer is the pointer again.
        if (method.ContainingType.Name is "Math" or "BitOperations" or "GCHandle" or "HalConstants" or "PhysAddr" ||
            method.Name is "UnsafeAddrOfPinnedArrayElement" or "GetArrayDataReference")
        {
            return IsHarmless(call, depth + 1);
        }

        return argument.Parameter is { RefKind: RefKind.None } parameter && _hal.BodyOf(method) is { } body &&
            AreHarmless(parameter.OriginalDefinition, body, depth + 1) && IsHarmless(call, depth + 1);
    }

    private bool AreHarmless(ISymbol variable, IOperation body, int depth)
    {
        if (!_seen.Add(variable))
        {
            return true;
        }

        return body.DescendantsAndSelf()
            .Where(operation => operation switch
            {
                ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
                IParameterReferenceOperation parameter =>
                    SymbolEqualityComparer.Default.Equals(parameter.Parameter.OriginalDefinition, variable),
                _ => false,
            })
            .All(reference => IsHarmless(reference, depth));
    }

    private bool IsOurs(ITypeSymbol? type) =>
        Semantics.KnownTypes.Is(type, _hal.Known.PhysAddr) || Semantics.KnownTypes.Is(type, _hal.Known.DmaAllocation) ||
            type is { BaseType: not null } && IsException(type);

    private static bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Exception", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;
}
