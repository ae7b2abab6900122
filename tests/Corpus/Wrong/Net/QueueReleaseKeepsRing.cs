using System;
using Hal;
using Devices;

// Follows a fix in DPDK, b6fd866d91.
/// <summary>A network driver's queue whose release gives the descriptors back and forgets the completion ring.</summary>
public sealed unsafe class TransmitQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private DmaAllocation _descriptors;
    private DmaAllocation _completions;

    public bool SetUp()
    {
        _descriptors = THal.DmaAlloc(4, BufferDirection.DriverToDevice);
        if (_descriptors.Paddr == default)
            return false;

        _completions = THal.DmaAlloc(1, BufferDirection.DeviceToDriver); //! HAL2002
        return _completions.Paddr != default;
    }

    public bool HasCompletions => _completions.Paddr != default && *_completions.Vaddr != 0;

    public void Dispose()
    {
        _ring.Stop();
        if (_descriptors.Paddr != default && THal.DmaDealloc(_descriptors.Paddr, _descriptors.Vaddr, 4) != 0)
            Log.Info("the descriptors were not taken back");
    }
}
