using System.Collections.Generic;
using System.Threading;

namespace Hal;

/// <summary>The counts of one metered HAL, written by every thread that uses it.</summary>
internal sealed class MeteredCounts : IFigureSource
{
    private long _shares;
    private long _unshares;
    private long _sharedBytes;
    private long _unsharedBytes;
    private long _allocations;
    private long _deallocations;
    private long _allocatedPages;
    private long _deallocatedPages;

    public MeteredCounts(string halName)
    {
        HalName = halName;
        HalMeter.Add(this);
    }

    public string HalName { get; }

    public IReadOnlyDictionary<string, long> ViolationsByRule { get; } = new Dictionary<string, long>();

    public HalFigures Figures
    {
        get
        {
            // What is ended is read before what is made, so that no live figure is ever negative.
            long unshares = Interlocked.Read(ref _unshares);
            long unsharedBytes = Interlocked.Read(ref _unsharedBytes);
            long deallocations = Interlocked.Read(ref _deallocations);
            long deallocatedPages = Interlocked.Read(ref _deallocatedPages);
            var figures = new HalFigures
            {
                Shares = Interlocked.Read(ref _shares),
                SharedBytes = Interlocked.Read(ref _sharedBytes),
                Allocations = Interlocked.Read(ref _allocations),
            };
            figures.LiveShares = figures.Shares - unshares;
            figures.LiveBytes = figures.SharedBytes - unsharedBytes;
            figures.LiveAllocations = figures.Allocations - deallocations;
            figures.LivePages = Interlocked.Read(ref _allocatedPages) - deallocatedPages;
            return figures;
        }
    }

    public void Shared(int bytes)
    {
        Interlocked.Increment(ref _shares);
        Interlocked.Add(ref _sharedBytes, bytes);
    }

    public void Unshared(int bytes)
    {
        Interlocked.Increment(ref _unshares);
        Interlocked.Add(ref _unsharedBytes, bytes);
    }

    public void Allocated(long pages)
    {
        Interlocked.Increment(ref _allocations);
        Interlocked.Add(ref _allocatedPages, pages);
    }

    public void Deallocated(long pages)
    {
        Interlocked.Increment(ref _deallocations);
        Interlocked.Add(ref _deallocatedPages, pages);
    }
}
