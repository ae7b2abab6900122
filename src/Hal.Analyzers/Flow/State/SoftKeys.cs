using System.Collections.Generic;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// Names the tests that read something which other code may change: a field, a property, the result of a call. Made twice, such a test
/// usually comes out the same, and correct code relies on it; but it need not, as in a polling loop.
/// </summary>
internal sealed class SoftKeys
{
    private readonly ValueTable _values;
    private readonly Dictionary<Value, Value> _calls = new();
    private readonly Dictionary<Value, Value?> _keys = new();

    public SoftKeys(ValueTable values) => _values = values;

    /// <summary>Says that a result came from calling <paramref name="method"/> with these values, and nothing else.</summary>
    public void AddCall(Value result, ISymbol method, Value[] arguments) =>
        _calls[result] = _values.Pure(PureOperator.Other, method, arguments);

    /// <summary>What the condition is called, or <see langword="null"/> when it depends on nothing that may change.</summary>
    public Value? KeyOf(Value condition)
    {
        if (!_keys.TryGetValue(condition, out Value? key))
        {
            bool soft = false;
            key = _values.Rewrite(condition, Soften);
            if (!soft)
            {
                key = null;
            }

            _keys.Add(condition, key);

            Value? Soften(Value part)
            {
                if (part.Kind == ValueKind.Memory)
                {
                    soft = true;
                    return ReferenceEquals(part.Operands[1], _values.EntryEpoch)
                        ? null
                        : _values.Memory(_values.Rewrite(part.Operands[0], Soften), part.Data!, (ITypeSymbol?)part.Extra, _values.EntryEpoch, _values.Rewrite(part.Operands[2], Soften));
                }

                if (_calls.TryGetValue(part, out Value? call))
                {
                    soft = true;
                    return _values.Rewrite(call, Soften);
                }

                return null;
            }
        }

        return key;
    }
}
