using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>
/// How many elements a collection of the framework has. Other memory may change at every call that is not seen; this changes only where the call has
/// to do with a collection that can change, or runs code of the driver.
/// </summary>
internal static class CollectionSize
{
    public static bool Is(ISymbol member) =>
        member is IPropertySymbol { Name: "Count" or "Length", IsIndexer: false, ContainingType: { } type } && IsCollection(type);

    /// <summary>Whether nobody can change the size by the type that it is asked of.</summary>
    public static bool IsFixed(ISymbol member) => IsReadOnly(member.ContainingType);

    /// <summary>Whether a call that is not seen may change the size of a collection.</summary>
    public static bool MayChange(IOperation site) => site switch
    {
        IInvocationOperation call => IsChangeable(call.Instance?.Type) || call.Arguments.Any(argument => IsChangeable(argument.Value.Type)),
        IObjectCreationOperation creation => creation.Arguments.Any(argument => IsChangeable(argument.Value.Type)),
        IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var type } } => type.Name is not ("List" or "IList"),
        IPropertyReferenceOperation => false,
        _ => true,
    };

    /// <summary>The property that tells the size of a collection.</summary>
    public static IPropertySymbol? Of(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct } named || !IsCollection(named))
        {
            return null;
        }

        return new[] { named }.Concat(named.AllInterfaces)
            .SelectMany(part => part.GetMembers("Count").Concat(part.GetMembers("Length")))
            .OfType<IPropertySymbol>()
            .FirstOrDefault(Is);
    }

    private static bool IsChangeable(ITypeSymbol? type) =>
        type?.TypeKind == TypeKind.Delegate || (type is INamedTypeSymbol named && IsCollection(named) && !IsReadOnly(named));

    private static bool IsReadOnly(INamedTypeSymbol type) =>
        type.Name.StartsWith("IReadOnly", StringComparison.Ordinal) ||
        type.Name.StartsWith("ReadOnly", StringComparison.Ordinal) ||
        type.Name.StartsWith("Immutable", StringComparison.Ordinal);

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.ContainingNamespace is
        {
            Name: "Generic" or "ObjectModel" or "Immutable",
            ContainingNamespace: { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };
}
