using Hal.Generators.Model;
using Hal.Generators.Output;
using Microsoft.CodeAnalysis;

namespace Hal.Generators.Rules;

/// <summary>The generated types stand inside the class, so their names must be free there.</summary>
internal static class HAL0004GeneratedNameTaken
{
    public const string Id = "HAL0004";

    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        Id,
        "A HAL class leaves the generated names free",
        "The HAL class '{0}' cannot be bound: {1}",
        RuleCategory.Definition,
        DiagnosticSeverity.Error,
        description: "The generator adds the nested types Binding and Dma to the class. No member or type parameter of the class, nor the class itself, has one of these names.",
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static Finding? Check(INamedTypeSymbol type, Place place)
    {
        foreach (string name in HalClassFile.GeneratedNames)
        {
            if (type.Name == name)
            {
                return Taken(place, "the class itself", name);
            }

            foreach (ITypeParameterSymbol parameter in type.TypeParameters)
            {
                if (parameter.Name == name)
                {
                    return Taken(place, "its type parameter", name);
                }
            }

            foreach (ISymbol member in type.GetMembers(name))
            {
                // A generic type may stand beside one of the same name without type parameters.
                if (member is not INamedTypeSymbol { Arity: > 0 })
                {
                    return Taken(PlaceOf(member) ?? place, "its member", name);
                }
            }
        }

        return null;

        Finding Taken(Place where, string what, string name) =>
            new(Descriptor, where, type.Name, $"{what} takes the name '{name}', which the generator needs; rename it");
    }

    private static Place? PlaceOf(ISymbol member)
    {
        Location location = member.Locations[0];
        return location.SourceTree is { } tree
            ? new Place(tree.FilePath, location.SourceSpan, tree.GetLineSpan(location.SourceSpan).Span)
            : null;
    }
}
