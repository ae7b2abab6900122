using System.Collections.Generic;
using System.Linq;

namespace Hal.TwoWitnesses.Programs;

/// <summary>What a statement at some place of a random program may name and do.</summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly List<Resource> _resources = [];
    private readonly List<string> _buffers = [];
    private readonly List<string> _flags = [];

    public Scope(Scope? outer = null)
    {
        _outer = outer;
        if (outer is not null)
        {
            (IsInLoop, IsInFinally, Label, MaySkip) = (outer.IsInLoop, outer.IsInFinally, outer.Label, outer.MaySkip);
        }
    }

    public bool IsInLoop { get; init; }

    public bool IsInFinally { get; init; }

    /// <summary>Whether the statements may be left out by a run, so that what they release may still be held behind them.</summary>
    public bool MaySkip { get; init; }

    /// <summary>Where a <c>goto</c> may go; null for nowhere.</summary>
    public string? Label { get; init; }

    public IEnumerable<Resource> Own => _resources;

    public IEnumerable<Resource> Resources => _outer is null ? _resources : _outer.Resources.Concat(_resources);

    public IEnumerable<string> Buffers => _outer is null ? _buffers : _outer.Buffers.Concat(_buffers);

    public IEnumerable<string> Flags => _outer is null ? _flags : _outer.Flags.Concat(_flags);

    public void Add(Resource resource) => _resources.Add(resource);

    public void AddBuffer(string buffer) => _buffers.Add(buffer);

    public void AddFlag(string flag) => _flags.Add(flag);
}
