using System.Collections.Generic;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>The tokens of a method, one for each acquiring place.</summary>
internal sealed class TokenTable
{
    private readonly Dictionary<(object Site, int Index), Token> _bySite = new();
    private readonly Dictionary<Value, Token> _foreign = new();
    private readonly List<Token> _byIndex = new();

    /// <summary>The number of acquiring places.</summary>
    public int Count => _bySite.Count;

    /// <summary>The token of an index, current or older instance.</summary>
    public Token this[int index] => _byIndex[index];

    public Token At(IOperation site, TokenKind kind, ITypeSymbol? hal, int block, int index = 0)
    {
        if (!_bySite.TryGetValue((site, index), out Token? token))
        {
            token = Add((site, index), new Token(_byIndex.Count, kind, site, null, hal, block));
        }

        return token;
    }

    /// <summary>The duty that comes with a parameter.</summary>
    public Token For(IParameterSymbol parameter, TokenKind kind, ITypeSymbol? hal)
    {
        if (!_bySite.TryGetValue((parameter, 0), out Token? token))
        {
            token = Add((parameter, 0), new Token(_byIndex.Count, kind, null, parameter, hal, 0));
        }

        return token;
    }

    /// <summary>An address that came from elsewhere and is released here.</summary>
    public Token Foreign(Value address)
    {
        if (!_foreign.TryGetValue(address, out Token? token))
        {
            // It has no older instance: a loop forgets it instead.
            token = new Token(_byIndex.Count, TokenKind.Foreign, null, null, null, -1);
            _foreign.Add(address, token);
            _byIndex.Add(token);
        }

        return token;
    }

    /// <summary>Something that the method was given; loops do not age it.</summary>
    public Token Entry(TokenKind kind)
    {
        var token = new Token(_byIndex.Count, kind, null, null, null, -1);
        _byIndex.Add(token);
        return token;
    }

    public bool TryGetForeign(Value address, out Token? token) => _foreign.TryGetValue(address, out token);

    private Token Add((object Site, int Index) key, Token token)
    {
        _bySite.Add(key, token);
        _byIndex.Add(token);
        _byIndex.Add(token.Older!);
        return token;
    }
}
