using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow;

/// <summary>The blocks and handlers in their continuations, and which states join there.</summary>
internal sealed partial class MethodFlow
{
    private void Add(FlowNode node, FlowState state)
    {
        int block = node.Order;
        if (node.Add(state, (candidate, precision) => KeyOf(candidate, precision, block), (present, arriving) => Settle(node, present, Join(present, arriving, block))))
        {
            Enqueue(node);
        }
    }

    /// <summary>Where a block was run often, facts are only lost: so a loop comes to rest whose turns take one fact for another.</summary>
    private static FlowState Settle(FlowNode node, FlowState present, FlowState joined)
    {
        if (node.Runs > RunsToSettle)
        {
            joined.Facts = joined.Facts.Settle(present.Facts);
        }

        return joined;
    }

    private ulong KeyOf(FlowState candidate, Precision precision, int block) => precision switch
    {
        Precision.Outcomes => candidate.TokenHash ^ candidate.DetailHash ^ ArgumentHashOf(candidate, block) ^
            (_repeated.KeyOf(candidate, block) * 0x9E3779B97F4A7C15) ^ (candidate.Doubtful ? 1UL : 0UL),
        Precision.Tokens => candidate.TokenHash,
        Precision.HeldTokens => candidate.EndedTokenHash,
        _ => 0,
    };

    /// <summary>An address or a number that a loop moves on is another in each turn: it is kept apart within one only.</summary>
    private ulong ArgumentHashOf(FlowState candidate, int block) =>
        !candidate.HasTokens || _graph.Blocks[block].Predecessors.Any(branch => branch.Source.Ordinal >= block)
            ? 0
            : candidate.MovedHash ^ _releaseArguments.KeyOf(candidate);

    private void Enqueue(FlowNode node)
    {
        if (!node.IsQueued)
        {
            node.IsQueued = true;
            _queue.Add(node);
        }
    }

    private FlowNode NodeOf(BasicBlock block, Continuation? continuation)
    {
        if (!_blocks.TryGetValue((block, continuation), out FlowNode? node))
        {
            node = new FlowNode(block, null, null, continuation, block.Ordinal, _blocks.Count + _unwinds.Count);
            _blocks.Add((block, continuation), node);
        }

        return node;
    }

    private FlowNode UnwindOf(ControlFlowRegion region, ThrowInfo thrown, Continuation? continuation)
    {
        if (!_unwinds.TryGetValue((region, thrown, continuation), out FlowNode? node))
        {
            node = new FlowNode(null, region, thrown, continuation, region.LastBlockOrdinal, _blocks.Count + _unwinds.Count);
            _unwinds.Add((region, thrown, continuation), node);
        }

        return node;
    }

    /// <summary>What one run of a node had to say; replaced when the node runs again.</summary>
    private sealed class NodeReport
    {
        public List<(Finding Finding, int Precedence, bool Alone)> Findings { get; } = new();

        public List<ExitRecord> Exits { get; } = new();

        public List<PathSummary> Paths { get; } = new();
    }

    /// <summary>Blocks in the order of the source, so that a block runs when most of what reaches it has arrived.</summary>
    private sealed class NodeOrder : IComparer<FlowNode>
    {
        public static readonly NodeOrder Instance = new();

        public int Compare(FlowNode? x, FlowNode? y) => x!.Order != y!.Order ? x.Order.CompareTo(y.Order) : x.Id.CompareTo(y.Id);
    }
}
