using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Generators.Input;
using Hal.Generators.Model;
using Hal.Generators.Output;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Definition;

/// <summary>The HAL class has methods of the name, and the binding can call none of them.</summary>
internal static class HAL0003MemberSignature
{
    public const string Id = "HAL0003";

    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        Id,
        "A member of a HAL class has the signature that drivers call",
        "'{0}' must be '{1}', but {2}",
        RuleCategory.Definition,
        DiagnosticSeverity.Error,
        description: "The binding calls the members of a HAL class as IHal declares them: static, not generic, with the same types by value. Further overloads are fine, "
            + "and so are other parameter names.");

    public static void Check(INamedTypeSymbol type, HalMembers members, IAssemblySymbol hal, Action<Diagnostic> report)
    {
        foreach (HalMember member in HalMember.All)
        {
            // An optional member is optional in its signature too: the interface may grow by a name that an author already uses otherwise.
            if (!member.IsOptional && (members & member.Flag) == 0 && Closest(type, member, hal) is { } method)
            {
                report(Diagnostic.Create(
                    Descriptor,
                    method.Locations[0],
                    additionalLocations: method.Locations.Skip(1),
                    type.Name + "." + member.Name,
                    Signatures.Short(member),
                    Difference(method, member, hal)));
            }
        }
    }

    /// <summary>The method of the name whose parameters agree best; the first of equals.</summary>
    public static IMethodSymbol? Closest(INamedTypeSymbol type, HalMember member, IAssemblySymbol hal) => type.GetMembers(member.Name)
        .OfType<IMethodSymbol>()
        .OrderByDescending(method => method.Parameters.Length == member.Parameters.Length)
        .ThenByDescending(method => method.Parameters.Zip(member.Parameters, (actual, expected) => HalMemberReader.Is(actual.Type, expected.Type, hal)).Count(same => same))
        .FirstOrDefault();

    private static string Difference(IMethodSymbol method, HalMember member, IAssemblySymbol hal)
    {
        var differences = new List<string>();
        if (!method.IsStatic)
        {
            differences.Add("it is not static");
        }

        if (method.Arity > 0)
        {
            differences.Add("it is generic");
        }

        if (method.RefKind != RefKind.None)
        {
            differences.Add("it returns a reference");
        }
        else if (!HalMemberReader.Is(method.ReturnType, member.Returns, hal))
        {
            differences.Add($"it returns '{Display(method.ReturnType)}'");
        }

        if (method.Parameters.Length != member.Parameters.Length || method.IsVararg)
        {
            differences.Add($"it has {method.Parameters.Length} parameter{(method.Parameters.Length == 1 ? string.Empty : "s")}");
        }
        else
        {
            for (int i = 0; i < method.Parameters.Length; i++)
            {
                IParameterSymbol parameter = method.Parameters[i];
                if (!HalMemberReader.Is(parameter.Type, member.Parameters[i].Type, hal))
                {
                    differences.Add($"'{parameter.Name}' is '{Display(parameter.Type)}'");
                }
                else if (parameter.RefKind != RefKind.None)
                {
                    differences.Add($"'{parameter.Name}' is not by value");
                }
            }
        }

        return string.Join(" and ", differences);
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
