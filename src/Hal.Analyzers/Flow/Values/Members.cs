using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Values;

/// <summary>Fields and properties as the engine names them.</summary>
internal static class Members
{
    /// <summary>The one symbol for a member, whatever the type arguments or tuple names it is seen through.</summary>
    public static ISymbol Canonical(ISymbol member) =>
        (member is IFieldSymbol { CorrespondingTupleField: { } element } ? element : member).OriginalDefinition;

    /// <summary>The type of what it holds, as seen through the type arguments of this use.</summary>
    public static ITypeSymbol TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => throw new System.ArgumentException($"'{member}' is no field or property.", nameof(member)),
    };
}
