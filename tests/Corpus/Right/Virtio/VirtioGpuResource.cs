using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The backing of a 2D resource: its pages are shared while they are attached.</summary>
public sealed class VirtioGpuResource<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint AttachBacking = 0x0106;
    private const uint DetachBacking = 0x0107;

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public ulong Address;
        public uint Length;
        public uint Padding;
    }

    private readonly Mailbox _control;
    private readonly List<Shared<THal>> _backing = [];
    private bool _attached;

    public VirtioGpuResource(Mailbox control) => _control = control;

    public unsafe bool Attach(IReadOnlyList<DmaBuffer> pages)
    {
        nuint bytes = (nuint)pages.Count * (nuint)sizeof(Entry);
        if (bytes == 0 || !Dma<THal>.TryCreate(HalConstants.PagesFor(bytes), DriverToDevice, out Dma<THal>? table))
        {
            return false;
        }

        using (table)
        {
            Entry* entries = table.Pointer<Entry>(0);
            for (int i = 0; i < pages.Count; i++)
            {
                var shared = new Shared<THal>(pages[i], DriverToDevice);
                _backing.Add(shared);
                entries[i] = new Entry { Address = shared.Paddr.Value, Length = (uint)pages[i].Length };
            }

            if (_control.Execute(AttachBacking, table.Paddr) != 0)
            {
                ReleaseBacking();
                return false;
            }
        }

        _attached = true;
        return true;
    }

    private void ReleaseBacking()
    {
        foreach (Shared<THal> shared in _backing)
        {
            shared.Unshare();
        }

        _backing.Clear();
    }

    public void Dispose()
    {
        if (_attached)
        {
            using var command = new Dma<THal>(1, DriverToDevice);
            _control.Execute(DetachBacking, command.Paddr);
            _attached = false;
        }

        ReleaseBacking();
    }
}
