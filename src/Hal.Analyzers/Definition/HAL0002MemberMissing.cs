using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Generators.Model;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hal.Analyzers.Definition;

/// <summary>The HAL class has no method of a name that the binding forwards to.</summary>
internal static class HAL0002MemberMissing
{
    public const string Id = "HAL0002";

    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        Id,
        "A HAL class has the five members",
        "The HAL class '{0}' has no method {1}",
        RuleCategory.Definition,
        DiagnosticSeverity.Error,
        description: "A HAL class has the static methods DmaAlloc, DmaDealloc, MmioPhysToVirt, Share and Unshare, of any accessibility. Until it has, the binding throws "
            + "where a driver calls what is missing.");

    /// <summary>Reports once for the class, whatever it lacks: it is one step of writing a HAL, with one fix.</summary>
    public static void Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration, HalMembers members, Action<Diagnostic> report)
    {
        string missing = string.Join(", ", Missing(type, members).Select(member => $"'{member.Name}'"));
        if (missing.Length > 0)
        {
            report(Diagnostic.Create(Descriptor, declaration.Identifier.GetLocation(), type.Name, missing));
        }
    }

    /// <summary>The members of whose name there is no method. Where there is one with another signature, the rule is HAL0003.</summary>
    public static IEnumerable<HalMember> Missing(INamedTypeSymbol type, HalMembers members) => HalMember.All.Where(member =>
        !member.IsOptional && (members & member.Flag) == 0 && !type.GetMembers(member.Name).Any(candidate => candidate is IMethodSymbol));
}
