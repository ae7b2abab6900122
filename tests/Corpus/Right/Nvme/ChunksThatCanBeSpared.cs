using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The host memory buffer of a drive without memory of its own: as many chunks as the system can spare. What was allocated before a
// failure is kept if it is enough and given back otherwise; the drive lets go first.
internal sealed unsafe class HostMemoryBuffer<THal>
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public ulong Address;
        public uint Pages;
        public uint Reserved;
    }

    private const int MaxChunks = 64;

    private readonly Device _drive;
    private readonly List<Dma<THal>> _chunks = [];
    private Dma<THal>? _list;

    public HostMemoryBuffer(Device drive) => _drive = drive;

    public bool Enable(nuint wantedPages, nuint minimumPages, nuint chunkPages)
    {
        if (_list is not null)
        {
            return true;
        }

        nuint have = 0;
        while (have < wantedPages && _chunks.Count < MaxChunks
            && Dma<THal>.TryCreate(chunkPages, Both, out Dma<THal>? chunk))
        {
            _chunks.Add(chunk);
            have += chunkPages;
        }

        if (have < minimumPages || !Dma<THal>.TryCreate(1, DriverToDevice, out _list))
        {
            Free();
            return false;
        }

        Entry* entries = _list.Pointer<Entry>(0);
        for (int i = 0; i < _chunks.Count; i++)
        {
            entries[i] = new Entry { Address = _chunks[i].Paddr.Value, Pages = (uint)_chunks[i].Pages };
        }

        _drive.WriteRegister(0x20, (ulong)_chunks.Count);
        _drive.Program(_list.Paddr, _chunks.Count * sizeof(Entry));
        return true;
    }

    public void Disable()
    {
        _drive.WriteRegister(0x20, 0);
        if (!_drive.Wait(1000))
        {
            _drive.Reset();
        }

        Free();
    }

    private void Free()
    {
        foreach (Dma<THal> chunk in _chunks)
        {
            chunk.Dispose();
        }

        _chunks.Clear();
        _list?.Dispose();
        _list = null;
    }
}
