using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Semantics;

/// <summary>
/// Recognises the five operations wherever they are called: on a <c>[HalImplementation]</c> class, on its <c>Binding</c>, on any
/// <c>struct X : IHal</c>, on <c>Checked&lt;&gt;</c>, and through a type parameter.
/// </summary>
internal sealed class HalCalls
{
    private readonly KnownTypes _known;
    private readonly ConcurrentDictionary<IMethodSymbol, HalOperation?> _operations = new(SymbolEqualityComparer.Default);

    public HalCalls(KnownTypes known) => _known = known;

    /// <summary>The operation that a call performs, or <see langword="null"/>.</summary>
    public HalOperation? Recognize(IMethodSymbol method)
    {
        // The name decides for nearly every call of a program, without a look-up.
        if (!method.IsStatic || OperationNamed(method.Name) is null)
        {
            return null;
        }

        return _operations.GetOrAdd(method.OriginalDefinition, Resolve);
    }

    /// <summary>The HAL that a recognised call is made on: the type parameter, or the HAL's normal form.</summary>
    public ITypeSymbol HalOf(IInvocationOperation call) =>
        HalIdentity.Normalize(call.ConstrainedToType ?? call.TargetMethod.ContainingType, _known);

    private static HalOperation? OperationNamed(string name) => name switch
    {
        "Share" => HalOperation.Share,
        "Unshare" => HalOperation.Unshare,
        "DmaAlloc" => HalOperation.DmaAlloc,
        "DmaDealloc" => HalOperation.DmaDealloc,
        "MmioPhysToVirt" => HalOperation.MmioPhysToVirt,
        _ => null,
    };

    private HalOperation? Resolve(IMethodSymbol method)
    {
        HalOperation operation = OperationNamed(method.Name)!.Value;
        INamedTypeSymbol type = method.ContainingType;
        if (SymbolEqualityComparer.Default.Equals(type, _known.IHal))
        {
            return operation;
        }

        if (type.AllInterfaces.Contains(_known.IHal, SymbolEqualityComparer.Default))
        {
            foreach (ISymbol member in _known.IHal.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                {
                    return operation;
                }
            }
        }

        return KnownTypes.HasAttribute(type, _known.HalImplementationAttribute) && HasShapeOf(method, operation) ? operation : null;
    }

    /// <summary>Whether the method of a HAL class has the parameters of the operation; further overloads of the name have others.</summary>
    private bool HasShapeOf(IMethodSymbol method, HalOperation operation)
    {
        var expected = (IMethodSymbol?)_known.IHal.GetMembers(operation.ToString()).FirstOrDefault();
        return expected is not null &&
            method.TypeParameters.IsEmpty &&
            SymbolEqualityComparer.Default.Equals(method.ReturnType, expected.ReturnType) &&
            method.Parameters.Length == expected.Parameters.Length &&
            method.Parameters.Zip(expected.Parameters, (actual, wanted) =>
                actual.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(actual.Type, wanted.Type)).All(same => same);
    }
}
