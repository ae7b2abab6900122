using System;
using System.Collections.Generic;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// A block, or the exceptions of a try region, in one continuation: the states that reach it. States in which the same became of every
/// token join; others stay apart, up to a limit (property simulation).
/// </summary>
internal sealed class FlowNode
{
    /// <summary>The number of states that stay apart at one point.</summary>
    public const int MostStates = 8;

    private readonly List<(ulong Key, FlowState State)> _states = new();
    private Precision _precision = Precision.Outcomes;

    public FlowNode(BasicBlock? block, ControlFlowRegion? unwound, ThrowInfo? thrown, Continuation? continuation, int order, int id)
    {
        Block = block;
        Unwound = unwound;
        Thrown = thrown;
        Continuation = continuation;
        Order = order;
        Id = id;
    }

    /// <summary>The block; null for the exceptions of a region.</summary>
    public BasicBlock? Block { get; }

    /// <summary>The try region that exceptions leave.</summary>
    public ControlFlowRegion? Unwound { get; }

    public ThrowInfo? Thrown { get; }

    public Continuation? Continuation { get; }

    /// <summary>The position in the order in which nodes are processed.</summary>
    public int Order { get; }

    /// <summary>Tells nodes of one order apart.</summary>
    public int Id { get; }

    public bool IsQueued { get; set; }

    /// <summary>Whether no more states reached this node than stay apart.</summary>
    public bool IsExact => _precision == Precision.Outcomes;

    public int Runs { get; set; }

    public IEnumerable<FlowState> States
    {
        get
        {
            foreach ((ulong _, FlowState state) in _states)
            {
                yield return state;
            }
        }
    }

    /// <summary>Adds a state that reaches this node.</summary>
    /// <param name="state">The state; not used by the caller any more.</param>
    /// <param name="keyOf">The key by which states stay apart at a precision.</param>
    /// <param name="join">Joins two states.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Add(FlowState state, Func<FlowState, Precision, ulong> keyOf, Func<FlowState, FlowState, FlowState> join)
    {
        if (!Insert(keyOf(state, _precision), state, join))
        {
            return false;
        }

        while (_states.Count > MostStates && _precision != Precision.One)
        {
            _precision++;
            (ulong Key, FlowState State)[] apart = _states.ToArray();
            _states.Clear();
            foreach ((ulong _, FlowState other) in apart)
            {
                Insert(keyOf(other, _precision), other, join);
            }
        }

        return true;
    }

    private bool Insert(ulong key, FlowState state, Func<FlowState, FlowState, FlowState> join)
    {
        for (int i = 0; i < _states.Count; i++)
        {
            if (_states[i].Key != key)
            {
                continue;
            }

            FlowState present = _states[i].State;
            FlowState joined = join(present, state);
            if (joined.SameAs(present))
            {
                return false;
            }

            _states[i] = (key, joined);
            return true;
        }

        _states.Add((key, state));
        return true;
    }
}
