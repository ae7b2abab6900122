using System.Collections.Generic;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Writes down what a path has done when it ends.</summary>
internal static class PathRecorder
{
    public static PathSummary Record(MethodContext context, FlowState state, PathExit exit, ThrowInfo? thrown, Value? returned)
    {
        EntryValues entries = context.Entries!;
        var writes = new List<(Slot, Value)>();
        Value? made = state.GetVariable(context.Variables.IndexOf(ReturnValue.Made)) is { Kind: ValueKind.Allocation } one && ReferenceEquals(one, returned) ? one : null;
        AddVariables(context, state, writes);
        foreach (KeyValuePair<Slot, Value> entry in state.Memory)
        {
            if (entry.Key.Kind == SlotKind.Field && (entry.Key.Owner!.IsNull || entries.IsEntry(entry.Key.Owner!) || ReferenceEquals(entry.Key.Owner, made)))
            {
                writes.Add((entry.Key, entry.Value));
            }
        }

        var handedOver = new HashSet<Token>();
        if (returned is not null)
        {
            context.JoinInputs.CollectTokens(returned, handedOver);
        }

        foreach ((Slot _, Value value) in writes)
        {
            context.JoinInputs.CollectTokens(value, handedOver);
        }

        var effects = new List<EntryEffect>();
        var acquired = new List<(Token, TokenFact)>();
        state.ForEachToken((index, fact) =>
        {
            Token token = context.Tokens[index];
            if (entries.TryGetEntry(token, out Value? entry))
            {
                effects.Add(new EntryEffect(entry!, fact));
            }
            else if (token.Kind == TokenKind.Foreign)
            {
                // Something that was computed from what was given, and released: not a thing of the caller's.
            }
            else if (handedOver.Contains(token) && token.Kind == TokenKind.Allocation && fact.Status == TokenStatus.Failed)
            {
                // The caller is told of what was not got, too: it is the one to test it.
                acquired.Add((token, fact));
            }
            else if (handedOver.Contains(token) && fact is { IsLive: true } or { Status: TokenStatus.Escaped, Reason: EscapeReason.Returned or EscapeReason.Stored or EscapeReason.Captured })
            {
                acquired.Add((token, fact));
            }
        });

        foreach (Value escaped in state.Escaped)
        {
            if (entries.IsEntry(escaped))
            {
                effects.Add(new EntryEffect(escaped, new TokenFact { Status = TokenStatus.Escaped, Reason = EscapeReason.Stored }));
            }
        }

        var conditions = new List<(Value, bool)>();
        foreach (KeyValuePair<Value, bool> truth in state.Facts.Truths)
        {
            if (context.Entries!.IsMadeOfEntries(truth.Key))
            {
                conditions.Add((truth.Key, truth.Value));
            }
        }

        conditions.Sort(static (left, right) => left.Item1.Id.CompareTo(right.Item1.Id));
        return new PathSummary(exit, thrown, ReturnedValue.Of(returned, state.Facts, context.Values))
        {
            Made = made,
            Tried = context.Conditions.SuccessOf(returned),
            Conditions = conditions,
            Entries = effects,
            Acquired = acquired,
            Writes = writes,
        };
    }

    /// <summary>Parameters by reference, and variables of the methods around a local function.</summary>
    private static void AddVariables(MethodContext context, FlowState state, List<(Slot, Value)> writes)
    {
        state.ForEachVariable((index, value) =>
        {
            Slot slot = context.Variables.LocationAt(index);
            bool outlives = slot.Symbol switch
            {
                IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out } => true,
                ILocalSymbol local => !MethodShape.IsInside(local.ContainingSymbol, context.Method),
                IParameterSymbol parameter => !MethodShape.IsInside(parameter.ContainingSymbol, context.Method),
                _ => false,
            };
            if (outlives)
            {
                writes.Add((slot, value));
            }
        });
    }
}
