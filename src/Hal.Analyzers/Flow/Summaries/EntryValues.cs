using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// The values that a method is given: parameters, captured variables, and whatever is read from them before anything else ran. For a summary an address
/// or owner among them is a token, so that the engine sees what becomes of it.
/// </summary>
internal sealed class EntryValues
{
    private readonly KnownTypes _known;
    private readonly ValueTable _values;
    private readonly TokenTable _tokens;
    private readonly Dictionary<Value, Token> _byEntry = new();
    private readonly Dictionary<Token, Value> _byToken = new();

    public EntryValues(KnownTypes known, ValueTable values, TokenTable tokens)
    {
        _known = known;
        _values = values;
        _tokens = tokens;
    }

    /// <summary>The values that came in as tokens, by the index of the token.</summary>
    public IReadOnlyDictionary<int, Value> ByToken => _byToken.ToDictionary(entry => entry.Key.Index, entry => entry.Value);

    /// <summary>The value that came in as a token.</summary>
    public bool TryGetEntry(Token token, out Value? entry) => _byToken.TryGetValue(token, out entry);

    /// <summary>What stands for a given value in the method: a token where it is an address or an owner, else itself.</summary>
    /// <param name="entry">A parameter, a captured variable, or what is read from one.</param>
    /// <param name="type">Its type.</param>
    /// <param name="state">The state that reads it, which gets to know the token.</param>
    public Value Open(Value entry, ITypeSymbol? type, FlowState state)
    {
        if (KindOf(type) is not { } kind || !IsEntry(entry))
        {
            return entry;
        }

        if (!_byEntry.TryGetValue(entry, out Token? token))
        {
            token = _tokens.Entry(kind);
            _byEntry.Add(entry, token);
            _byToken.Add(token, entry);
        }

        if (state.GetToken(token) is null)
        {
            state.SetToken(token, new TokenFact { Status = TokenStatus.Held, MayHaveFailed = true });
        }

        return kind == TokenKind.Given ? _values.TokenAddress(token) : _values.TokenHandle(token);
    }

    /// <summary>Whether a value is computed from nothing but what the method was given, so that its callers know it too.</summary>
    public bool IsMadeOfEntries(Value value)
    {
        if (IsEntry(value) || value.Kind is ValueKind.Constant or ValueKind.Default)
        {
            return true;
        }

        if (value.Kind is ValueKind.TokenAddress or ValueKind.TokenPointer or ValueKind.TokenHandle)
        {
            return _byToken.ContainsKey(value.Token);
        }

        return value.Kind is ValueKind.Pure or ValueKind.Linear or ValueKind.Buffer or ValueKind.Member or ValueKind.With &&
            System.Array.TrueForAll(value.Operands, IsMadeOfEntries);
    }

    /// <summary>Whether a value is one that the method was given, or is read from one.</summary>
    public bool IsEntry(Value value) => value.Kind switch
    {
        ValueKind.Parameter or ValueKind.This or ValueKind.Unassigned => true,
        ValueKind.Memory => ReferenceEquals(value.Operands[1], _values.EntryEpoch) && IsEntry(value.Operands[0]),
        ValueKind.Member => IsEntry(value.Operands[0]),
        _ => false,
    };

    private TokenKind? KindOf(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        if (_known.IsAddress(type))
        {
            return TokenKind.Given;
        }

        if (KnownTypes.Is(type, _known.Shared))
        {
            return TokenKind.Shared;
        }

        if (KnownTypes.Is(type, _known.SharedScope))
        {
            return TokenKind.Scope;
        }

        if (KnownTypes.Is(type, _known.DmaAllocation))
        {
            return TokenKind.Allocation;
        }

        return _known.DmaBaseOf(type) is not null ? TokenKind.Dma : null;
    }
}
