using System.Collections.Generic;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>
/// What a method that the engine cannot look into could do with an address. Without the buffer it cannot unshare, so it only borrows the
/// address; with the buffer it may have taken the duty over.
/// </summary>
internal sealed class Lending
{
    private readonly Dictionary<object, HashSet<object>> _known = new();

    /// <summary>Whether a method keeps what it is given: the collections of the framework.</summary>
    public static bool Stores(IMethodSymbol method)
    {
        for (INamespaceSymbol? ns = method.ContainingType?.ContainingNamespace; ns is { IsGlobalNamespace: false }; ns = ns.ContainingNamespace)
        {
            if (ns is { Name: "Collections" or "Channels" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes that <paramref name="holder"/> was given memory: a later call on it can find the buffer.</summary>
    public void NoteGiven(Value holder, Value memory)
    {
        foreach (object root in RootsOf(memory))
        {
            if (!_known.TryGetValue(root, out HashSet<object>? holders))
            {
                _known.Add(root, holders = new HashSet<object>());
            }

            holders.Add(holder);
        }
    }

    /// <summary>Whether a call with these values can find a buffer: it gets the buffer, its memory, its owner, or an object that was given it.</summary>
    public bool Knows(IEnumerable<Value> given, Value buffer)
    {
        HashSet<object> wanted = RootsOf(buffer);
        foreach (Value value in given)
        {
            HashSet<object> roots = RootsOf(value);
            if (roots.Overlaps(wanted))
            {
                return true;
            }

            foreach (object root in wanted)
            {
                if (_known.TryGetValue(root, out HashSet<object>? holders) && (holders.Contains(value) || holders.Overlaps(roots)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The memory and objects that a value is made of: values, and tokens for all parts of one. Numbers are not memory.</summary>
    private static HashSet<object> RootsOf(Value value)
    {
        var roots = new HashSet<object>();
        Collect(value, roots, 0);
        return roots;
    }

    private static void Collect(Value value, HashSet<object> roots, int depth)
    {
        if (depth > 16)
        {
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.Constant or ValueKind.Default:
                return;
            case ValueKind.TokenAddress or ValueKind.TokenPointer or ValueKind.TokenHandle:
                roots.Add(value.Token);
                return;
            case ValueKind.Result when value.Data is IOperation { Type: var resultType } && Numbers.IsIntegral(resultType):
                return;
            case ValueKind.Parameter or ValueKind.Unassigned when value.Data is IParameterSymbol { Type: var type } && Numbers.IsIntegral(type):
                return;
            case ValueKind.Pure when value.Extra is BufferPart.Length || (PureOperator)value.Data! == PureOperator.Length:
                return;
            case ValueKind.Buffer:
                Collect(value.Operands[0], roots, depth + 1);
                return;
            case ValueKind.Memory or ValueKind.Member when
                value.Data is IFieldSymbol or IPropertySymbol && Numbers.IsIntegral(Members.TypeOf((ISymbol)value.Data)):
                roots.Add(value);
                return;
            case ValueKind.Memory:
                // What an object's field holds can be found by whoever has the object.
                roots.Add(value);
                Collect(value.Operands[0], roots, depth + 1);
                return;
            case ValueKind.Member or ValueKind.With or ValueKind.Linear or ValueKind.Pure:
                foreach (Value operand in value.Operands)
                {
                    Collect(operand, roots, depth + 1);
                }

                if (value.Kind == ValueKind.Member)
                {
                    roots.Add(value);
                }

                return;
            default:
                roots.Add(value);
                foreach (Value operand in value.Operands)
                {
                    Collect(operand, roots, depth + 1);
                }

                return;
        }
    }
}
