using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>
/// Arrays and collections in variables of the method's own. While such a table is only filled, what is in it is nobody else's: it is lost where
/// the method ends. Whatever else is done with the table may release what is in it.
/// </summary>
internal static class LocalTables
{
    /// <summary>The tables that an assignment or a call puts something into.</summary>
    public static IEnumerable<ILocalSymbol> FilledBy(IOperation writer)
    {
        switch (writer)
        {
            case ISimpleAssignmentOperation { Target: var target }:
                return TableOf(target) is { } assigned ? new[] { assigned } : Enumerable.Empty<ILocalSymbol>();
            case IInvocationOperation { Instance: ILocalReferenceOperation { Local: var table } } call when Is(table) && IsFilling(call.TargetMethod):
                return new[] { table };
            case IInvocationOperation call:
                return call.Arguments.Where(argument => argument.Parameter?.RefKind == RefKind.Out).Select(argument => TableOf(argument.Value)).OfType<ILocalSymbol>();
            default:
                return Enumerable.Empty<ILocalSymbol>();
        }
    }

    /// <summary>The table that an element is of.</summary>
    private static ILocalSymbol? TableOf(IOperation element) => element switch
    {
        IArrayElementReferenceOperation { ArrayReference: ILocalReferenceOperation { Local: var array } } => array,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: ILocalReferenceOperation { Local: var table } } when Is(table) => table,
        _ => null,
    };

    public static bool Is(ILocalSymbol local) =>
        local.RefKind == RefKind.None && (local.Type is IArrayTypeSymbol || CollectionSize.Of(local.Type) is not null || IsOnStack(local));

    public static ITypeSymbol? TypeOfElements(ILocalSymbol table) => table.Type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: { Length: 1 } elements } => elements[0],
        _ => null,
    };

    /// <summary>The argument that a whole table is, as it stands or as a span of it.</summary>
    public static IArgumentOperation? ArgumentOf(ILocalReferenceOperation use)
    {
        IOperation value = use;
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation conversion:
                    value = conversion;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Slice" } slice when ReferenceEquals(slice.Instance, value):
                    value = slice;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AsSpan" } span } when ReferenceEquals(span.Arguments[0].Value, value):
                    value = span;
                    break;
                case IArgumentOperation argument:
                    return argument;
                default:
                    return null;
            }
        }
    }

    /// <summary>Whether a span was declared over memory of its own: no other variable names the elements.</summary>
    public static bool IsOnStack(ILocalSymbol local) =>
        local.Type is INamedTypeSymbol { Name: "Span", IsRefLikeType: true } &&
        local.DeclaringSyntaxReferences.Length == 1 &&
        local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } made } &&
        (made is ConditionalExpressionSyntax choice ? IsMade(choice.WhenTrue) && IsMade(choice.WhenFalse) : IsMade(made));

    private static bool IsMade(ExpressionSyntax value) => value is StackAllocArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax;

    /// <summary>The element of a table that a use of it names.</summary>
    public static IOperation? ElementOf(IOperation use) => use.Parent switch
    {
        IArrayElementReferenceOperation { Indices.Length: 1 } element when ReferenceEquals(element.ArrayReference, use) => element,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } element when ReferenceEquals(element.Instance, use) => element,
        _ => null,
    };

    public static IOperation IndexOf(IOperation element) =>
        element is IArrayElementReferenceOperation { Indices: { Length: 1 } indices } ? indices[0] : ((IPropertyReferenceOperation)element).Arguments[0].Value;

    /// <summary>Whether a use of a table, not of an element, only fills or measures it.</summary>
    public static bool IsHarmless(ILocalReferenceOperation use) => use.Parent switch
    {
        IPropertyReferenceOperation property => property.Property.Name is "Length" or "Count" or "Capacity",
        ISimpleAssignmentOperation assignment => ReferenceEquals(assignment.Target, use) && !use.Type!.IsRefLikeType,
        IInvocationOperation call => ReferenceEquals(call.Instance, use) && IsFilling(call.TargetMethod),
        _ => false,
    };

    /// <summary>Whether a use takes everything out of the table at once.</summary>
    public static bool IsCleared(ILocalReferenceOperation use) =>
        use.Parent is IInvocationOperation { TargetMethod.Name: "Clear", Arguments.IsEmpty: true } call && ReferenceEquals(call.Instance, use);

    /// <summary>Whether an element is given a value: by an assignment, or by a call that it is an <c>out</c> argument of.</summary>
    public static bool IsSet(IOperation element) => element.Parent switch
    {
        ISimpleAssignmentOperation assignment => !assignment.IsRef && ReferenceEquals(assignment.Target, element),
        IArgumentOperation argument => argument.Parameter?.RefKind == RefKind.Out,
        _ => false,
    };

    private static bool IsFilling(IMethodSymbol method) =>
        method.Name is "Add" or "TryAdd" or "Insert" or "Enqueue" or "Push" or "AddFirst" or "AddLast" or "EnsureCapacity" && Lending.Stores(method);
}
