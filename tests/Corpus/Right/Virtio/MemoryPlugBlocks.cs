using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A guest asks for blocks of memory one by one until the device has what the host wants. What was plugged is in a stack; unplugging and
// the end take from it, and only what was popped is given back.
public sealed class MemoryBlocks<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint BlockPages = 16;
    private readonly Device _balloon;
    private readonly Stack<Dma<THal>> _plugged = new();

    public MemoryBlocks(Device balloon) => _balloon = balloon;

    public int Resize(int wanted)
    {
        while (_plugged.Count < wanted)
        {
            if (!Dma<THal>.TryCreate(BlockPages, BufferDirection.Both, out Dma<THal>? block))
            {
                break;
            }

            if (!_balloon.Submit(block.Paddr, (int)block.Length))
            {
                block.Dispose();
                break;
            }

            _plugged.Push(block);
        }

        while (_plugged.Count > wanted && _plugged.TryPop(out Dma<THal>? last))
        {
            _balloon.WriteRegister(0x18, last.Paddr.Value);
            if (!_balloon.Wait(100))
            {
                _plugged.Push(last);
                break;
            }

            last.Dispose();
        }

        return _plugged.Count;
    }

    public void Dispose()
    {
        _balloon.Reset();
        while (_plugged.TryPop(out Dma<THal>? block))
        {
            block.Dispose();
        }
    }
}
