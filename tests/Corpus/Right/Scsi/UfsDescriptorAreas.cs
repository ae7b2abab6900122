using System;
using Hal;

namespace Drivers;

/// <summary>The three descriptor areas of a UFS controller with their sizes from the number of slots.</summary>
public sealed class UfsMemory<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _transfers;
    private readonly Dma<THal> _tasks;

    public UfsMemory(MmioRegion registers, int slots)
    {
        Dma<THal>? commands = null;
        Dma<THal>? transfers = null;
        try
        {
            commands = new Dma<THal>(HalConstants.PagesFor((nuint)slots * 1024), BufferDirection.Both);
            transfers = new Dma<THal>(HalConstants.PagesFor((nuint)slots * 32), BufferDirection.Both);
            _tasks = new Dma<THal>(HalConstants.PagesFor((nuint)slots * 80), BufferDirection.Both);
        }
        catch (DmaException)
        {
            transfers?.Dispose();
            commands?.Dispose();
            throw;
        }

        _commands = commands;
        _transfers = transfers;
        for (int i = 0; i < slots; i++)
        {
            ulong at = _commands.PaddrAt((nuint)i * 1024).Value;
            Span<byte> descriptor = _transfers.AsSpan().Slice(i * 32, 32);
            BitConverter.TryWriteBytes(descriptor[16..], (uint)at);
            BitConverter.TryWriteBytes(descriptor[20..], (uint)(at >> 32));
        }

        registers.Write32(0x50, (uint)_transfers.Paddr.Value);
        registers.Write32(0x54, (uint)(_transfers.Paddr.Value >> 32));
        registers.Write32(0x70, (uint)_tasks.Paddr.Value);
        registers.Write32(0x74, (uint)(_tasks.Paddr.Value >> 32));
    }

    /// <summary>To be called when the controller is disabled.</summary>
    public void Dispose()
    {
        _tasks.Dispose();
        _transfers.Dispose();
        _commands.Dispose();
    }
}
