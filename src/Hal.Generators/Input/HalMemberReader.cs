using System.Collections.Immutable;
using Hal.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Hal.Generators.Input;

/// <summary>
/// Finds the members of a HAL class. A member fits when generated code can call it as <c>IHal</c> declares it: static, not generic, the same types by
/// value. Accessibility, parameter names and default values are the author's own.
/// </summary>
internal static class HalMemberReader
{
    /// <summary>The members that fit.</summary>
    /// <param name="type">The HAL class.</param>
    /// <param name="hal">The assembly of <c>IHal</c>: a type of the same name from elsewhere is another type.</param>
    public static HalMembers Read(INamedTypeSymbol type, IAssemblySymbol hal)
    {
        var found = HalMembers.None;
        foreach (HalMember member in HalMember.All)
        {
            foreach (ISymbol candidate in type.GetMembers(member.Name))
            {
                if (candidate is IMethodSymbol method && Fits(method, member, hal))
                {
                    found |= member.Flag;
                    break;
                }
            }
        }

        return found;
    }

    public static bool Fits(IMethodSymbol method, HalMember member, IAssemblySymbol hal)
    {
        ImmutableArray<IParameterSymbol> parameters = method.Parameters;
        if (!method.IsStatic
            || method.MethodKind != MethodKind.Ordinary
            || method.Arity != 0
            || method.IsVararg
            || method.RefKind != RefKind.None
            || parameters.Length != member.Parameters.Length
            || !Is(method.ReturnType, member.Returns, hal))
        {
            return false;
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            if (!Fits(parameters[i], member.Parameters[i].Type, hal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a parameter takes <paramref name="expected"/> by value.</summary>
    public static bool Fits(IParameterSymbol parameter, HalType expected, IAssemblySymbol hal) =>
        parameter.RefKind == RefKind.None && Is(parameter.Type, expected, hal);

    public static bool Is(ITypeSymbol type, HalType expected, IAssemblySymbol hal) => expected switch
    {
        HalType.Void => type.SpecialType == SpecialType.System_Void,
        HalType.Int32 => type.SpecialType == SpecialType.System_Int32,
        HalType.UIntPtr => type.SpecialType == SpecialType.System_UIntPtr,
        HalType.BytePointer => type is IPointerTypeSymbol { PointedAtType.SpecialType: SpecialType.System_Byte },
        HalType.PhysAddr => IsHalType(type, "PhysAddr", hal),
        HalType.DmaBuffer => IsHalType(type, "DmaBuffer", hal),
        HalType.DmaAllocation => IsHalType(type, "DmaAllocation", hal),
        HalType.BufferDirection => IsHalType(type, "BufferDirection", hal),
        _ => false,
    };

    private static bool IsHalType(ITypeSymbol type, string name, IAssemblySymbol hal) =>
        type is INamedTypeSymbol { ContainingType: null, Arity: 0 }
        && type.Name == name
        && type.ContainingNamespace is { Name: "Hal", ContainingNamespace.IsGlobalNamespace: true }
        && ReferenceEquals(type.ContainingAssembly, hal);
}
