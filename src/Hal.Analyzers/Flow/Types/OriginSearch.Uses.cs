using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>What one use of a place puts into it.</summary>
internal sealed partial class OriginSearch
{
    /// <summary>Follows what a use of a place puts into the part of it that matters.</summary>
    /// <returns>Whether the use is understood.</returns>
    private bool TraceUse(IOperation use, ImmutableArray<int> parts)
    {
        while (true)
        {
            switch (use.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or IDeclarationExpressionOperation:
                    use = use.Parent;
                    continue;
                case IArrayElementReferenceOperation element when IsElement(parts) && ReferenceEquals(element.ArrayReference, use):
                    use = element;
                    parts = parts.RemoveAt(0);
                    continue;
                case IPropertyReferenceOperation { Property.IsIndexer: true } element when
                    IsElement(parts) && ReferenceEquals(element.Instance, use) && Collections.Is(use.Type):
                    use = element;
                    parts = parts.RemoveAt(0);
                    continue;
                case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } element } tuple when ReferenceEquals(tuple.Instance, use):
                    if (parts.Length == 0 || parts[0] != NumberOf(element))
                    {
                        return parts.Length > 0 && parts[0] >= 0; // another element than that which matters
                    }

                    use = tuple;
                    parts = parts.RemoveAt(0);
                    continue;
                default:
                    return TraceUseIn(use.Parent, use, parts);
            }
        }
    }

    private bool TraceUseIn(IOperation? parent, IOperation use, ImmutableArray<int> parts) => parent switch
    {
        ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Target, use) => Trace(assignment.Value, parts),
        ICoalesceAssignmentOperation assignment when ReferenceEquals(assignment.Target, use) => Trace(assignment.Value, parts),
        IAssignmentOperation assignment when ReferenceEquals(assignment.Target, use) => false,
        IAssignmentOperation { Type: { } type } => IsCopied(type),
        IIncrementOrDecrementOperation or IAddressOfOperation => false,
        ITupleOperation tuple => TraceDeconstruction(tuple, use, parts),
        IArgumentOperation argument => TraceArgument(argument, parts),
        IInvocationOperation call when ReferenceEquals(call.Instance, use) => TraceCall(call, parts),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: true } other } } => RootOf(other) is { } root && TraceUses(other, root, parts),
        IPropertyReferenceOperation { Property.Name: "Length" or "Count" or "Values" or "Keys" or "IsEmpty" or "Capacity" } => true,
        IForEachLoopOperation loop => ReferenceEquals(loop.Collection, use) || TraceElements(loop, parts),
        IBinaryOperation or IIsPatternOperation or ICoalesceOperation => true,
        _ => use.Type is { } whole && IsCopied(whole),
    };

    /// <summary>Whether a value that is read is a copy: what is done with it does not change the place.</summary>
    private bool IsCopied(ITypeSymbol type) =>
        type.IsTupleType || _services.Known.IsAddress(type) || KnownTypes.Is(type, _services.Known.DmaAllocation) || type.IsValueType ||
        (!Collections.Is(type) && type is not IArrayTypeSymbol);

    /// <summary><c>(_paddr, _vaddr) = DmaAlloc(…)</c>, <c>foreach (var (paddr, buffer) in list)</c>, or a tuple that is only made of the value.</summary>
    private bool TraceDeconstruction(ITupleOperation tuple, IOperation use, ImmutableArray<int> parts)
    {
        int index = tuple.Elements.IndexOf(use);
        IOperation target = tuple.Parent is IDeclarationExpressionOperation declaration ? declaration : tuple;
        switch (target.Parent)
        {
            case IDeconstructionAssignmentOperation deconstruction when ReferenceEquals(deconstruction.Target, target):
                IOperation value = deconstruction.Value.Unconverted();
                return KnownTypes.Is(value.Type, _services.Known.DmaAllocation)
                    ? index == 0 && Trace(value, parts)
                    : TracePart(value.Type, index, parts) is { } part &&
                        (part.Root is { } member ? TracePath(new StoragePath(member, part.Parts)) : Trace(value, part.Parts));
            case IForEachLoopOperation loop when ReferenceEquals(loop.LoopControlVariable, target) && loop.Collection.Unconverted() is { } collection:
                ITypeSymbol? type = ElementTypeOf(collection.Type);
                return TracePart(type, index, parts) is { } each &&
                    (each.Root is { } property ? TracePath(new StoragePath(property, each.Parts)) : TraceElements(loop, each.Parts));
            default:
                return use.Type is { } copied && IsCopied(copied);
        }
    }

    /// <summary>Where the part of something that is taken apart comes from: a property of a record, or a part of the thing itself.</summary>
    private static (ISymbol? Root, ImmutableArray<int> Parts)? TracePart(ITypeSymbol? type, int index, ImmutableArray<int> parts)
    {
        if (type is { IsTupleType: true })
        {
            return (null, parts.Insert(0, index));
        }

        if (type is INamedTypeSymbol { Name: "KeyValuePair" })
        {
            return index == 1 ? (null, parts) : null;
        }

        // Where the method is the record's own its parameters have the names of the properties.
        IMethodSymbol? deconstruct = type is { IsRecord: true }
            ? type.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(method => method.IsImplicitlyDeclared)
            : null;
        return deconstruct is not null && type!.GetMembers(deconstruct.Parameters[index].Name).FirstOrDefault() is IPropertySymbol property
            ? (property.OriginalDefinition, parts)
            : null;
    }

    private static ITypeSymbol? ElementTypeOf(ITypeSymbol? collection) => collection switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol named => named.AllInterfaces.Append(named)
            .FirstOrDefault(part => part.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0],
        _ => null,
    };

    private bool TraceArgument(IArgumentOperation argument, ImmutableArray<int> parts)
    {
        if (argument.Parameter is { RefKind: RefKind.None or RefKind.In })
        {
            return argument.Value.Type is { } type &&
                (IsCopied(type) || argument.Parent is IInvocationOperation { TargetMethod: { Name: "Clear", ContainingType.Name: "Array" } });
        }

        return argument.Parent switch
        {
            IInvocationOperation { Instance: { } collection } call when argument.Parameter?.RefKind == RefKind.Out && Collections.Is(collection.Type) &&
                Collections.OnlyTakes(call.TargetMethod) =>
                PathOf(collection) is { } path && TracePath(path with { Parts = path.Parts.Add(StoragePath.Element).AddRange(parts) }),
            IInvocationOperation call when IsAtomic(call.TargetMethod) => call.Arguments.Length < 2 || Trace(call.Arguments[1].Value, parts),
            _ => false,
        };
    }

    private bool TraceCall(IInvocationOperation call, ImmutableArray<int> parts)
    {
        if (!IsElement(parts))
        {
            return true; // the types that matter here have no method that changes them
        }

        return Collections.PutBy(call) is { } element
            ? Trace(element, parts.RemoveAt(0))
            : Collections.Is(call.TargetMethod.ContainingType) && Collections.OnlyTakes(call.TargetMethod);
    }
}
