using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr audio (dmic_nrfx): when the transfer has failed, the block of samples is not given back.
public sealed unsafe class DmicCapture<THal>(Device microphone, Queue<short[]> blocks)
    where THal : struct, IHal
{
    private const nuint BlockPages = 2;
    private const int BlockBytes = (int)BlockPages * HalConstants.PageSize;

    public int CaptureBlock(int timeout)
    {
        var (paddr, vaddr) = THal.DmaAlloc(BlockPages, DeviceToDriver); //! HAL2002
        if (paddr == default)
        {
            return -12;
        }

        microphone.Program(paddr, BlockBytes);
        microphone.Kick();
        bool finished = microphone.Wait(timeout);
        microphone.Reset();
        if (!finished || microphone.Status != 0)
        {
            Log.Info("dmic: the block was not filled");
            return finished ? microphone.Status : -110;
        }

        var samples = new short[BlockBytes / sizeof(short)];
        new ReadOnlySpan<short>(vaddr, samples.Length).CopyTo(samples);
        blocks.Enqueue(samples);
        return THal.DmaDealloc(paddr, vaddr, BlockPages);
    }
}
