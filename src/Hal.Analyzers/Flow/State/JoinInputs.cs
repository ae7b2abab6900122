using System.Collections.Generic;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// What the joins of a method were made of. A release of a join may be a release of any of them, so tokens that are lost sight of in
/// a join are found again here.
/// </summary>
internal sealed class JoinInputs
{
    private readonly Dictionary<Value, HashSet<Value>> _inputs = new();

    /// <summary>Grows with every new input: a result that was computed at an older version may have missed one.</summary>
    public int Version { get; private set; }

    /// <summary>Whether a variable held this token on one path and something else on another, where the paths joined.</summary>
    public bool HasAny => Version > 0;

    public void Add(Value join, Value? input)
    {
        if (input is null || ReferenceEquals(join, input) || !input.MentionsToken)
        {
            return;
        }

        if (!_inputs.TryGetValue(join, out HashSet<Value>? inputs))
        {
            _inputs.Add(join, inputs = new HashSet<Value>());
        }

        if (inputs.Add(input))
        {
            Version++;
        }
    }

    /// <summary>Every token that <paramref name="value"/> may be made of.</summary>
    public void CollectTokens(Value value, HashSet<Token> tokens)
    {
        if (!value.MentionsToken)
        {
            return;
        }

        if (!value.MentionsAged)
        {
            Collect(value, tokens, new HashSet<Value>());
            return;
        }

        // A join that is aged stands for what it was made of in an earlier iteration: the older instances.
        var found = new HashSet<Token>();
        Collect(value, found, new HashSet<Value>());
        foreach (Token token in found)
        {
            tokens.Add(token);
            if (token.Older is { } older)
            {
                tokens.Add(older);
            }
        }
    }

    private void Collect(Value value, HashSet<Token> tokens, HashSet<Value> seen)
    {
        if (!value.MentionsToken || !seen.Add(value))
        {
            return;
        }

        if (value.Kind is ValueKind.TokenAddress or ValueKind.TokenPointer or ValueKind.TokenHandle)
        {
            tokens.Add(value.Token);
        }

        foreach (Value operand in value.Operands)
        {
            Collect(operand, tokens, seen);
        }

        if (value.Kind == ValueKind.Join && _inputs.TryGetValue(value, out HashSet<Value>? inputs))
        {
            foreach (Value input in inputs)
            {
                Collect(input, tokens, seen);
            }
        }
    }
}
