using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Compressed audio handed to a DSP in fragments, with acknowledgements by number of bytes. Fragments end in the order in which the DSP
// consumed them; a partly consumed one stays shared.
public sealed class CompressedOffload<THal>(Queue dsp)
    where THal : struct, IHal
{
    private readonly Queue<Shared<THal>> _given = new();
    private long _consumedBefore;

    public bool Write(DmaBuffer fragment)
    {
        if (dsp.IsFull)
        {
            return false;
        }

        var share = new Shared<THal>(fragment, DriverToDevice);
        dsp.Add(share.Paddr, fragment);
        _given.Enqueue(share);
        return true;
    }

    public int Acknowledge(long consumed)
    {
        int ended = 0;
        while (_given.TryPeek(out Shared<THal> oldest) && _consumedBefore + oldest.Buffer.Length <= consumed)
        {
            _given.Dequeue();
            _consumedBefore += oldest.Buffer.Length;
            oldest.Unshare();
            ended++;
        }

        return ended;
    }

    /// <summary>After the DSP has flushed its queue.</summary>
    public void Flushed()
    {
        while (dsp.TryPop(out PhysAddr address, out _))
        {
            Log.Address(address);
        }

        foreach (Shared<THal> share in _given)
        {
            share.Unshare();
        }

        _given.Clear();
        _consumedBefore = 0;
    }
}
