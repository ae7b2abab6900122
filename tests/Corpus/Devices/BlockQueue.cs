using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using Hal;

namespace Devices;

/// <summary>A disk's request queue in the forms that queues have: objects, callbacks, tasks.</summary>
public class BlockQueue
{
    public int Depth => 128;

    public int InFlight { get; set; }

    public void Enqueue(BlockRequest request)
    {
    }

    public bool TryEnqueue(BlockRequest request) => InFlight < Depth;

    public bool TryDequeue([NotNullWhen(true)] out BlockRequest? request)
    {
        request = null;
        return false;
    }

    /// <summary>Calls back when the device is done, from any thread; not at all when it throws.</summary>
    public void Start(ulong sector, PhysAddr address, int length, Action<int> done) => done(0);

    /// <summary>Calls back when the device is done, if it returns true.</summary>
    public bool TryStart(ulong sector, PhysAddr address, int length, Action<int> done) => InFlight < Depth;

    public Task<int> ReadAsync(ulong sector, PhysAddr address, int length) => Task.FromResult(0);

    public Task<int> WriteAsync(ulong sector, PhysAddr address, int length) => Task.FromResult(0);

    public Task FlushAsync() => Task.CompletedTask;

    public void Drain()
    {
    }
}
