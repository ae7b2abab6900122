using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Verbs: registration of memory by key. The key is the handle by which the caller ends it. A region leaves the dictionary when the
// adapter let it go, and is ended then; a refused one is ended at once.
public sealed class MemoryKeys<THal>
    where THal : struct, IHal
{
    private const uint Register = 0x100;
    private const uint Invalidate = 0x101;
    private readonly Mailbox _mailbox;
    private readonly Device _adapter;
    private readonly Dictionary<uint, (PhysAddr Address, DmaBuffer Memory, BufferDirection Access)> _regions = new();
    private readonly object _gate = new();
    private uint _nextKey = 1;

    public MemoryKeys(Mailbox mailbox, Device adapter)
    {
        _mailbox = mailbox;
        _adapter = adapter;
    }

    public bool TryRegister(DmaBuffer memory, bool remoteWrite, out uint key)
    {
        BufferDirection access = remoteWrite ? BufferDirection.Both : BufferDirection.DriverToDevice;
        PhysAddr address = THal.Share(memory, access);
        lock (_gate)
        {
            if (_mailbox.Execute(Register, address) < 0)
            {
                THal.Unshare(address, memory, access);
                key = 0;
                return false;
            }

            key = _nextKey++;
            _regions.Add(key, (address, memory, access));
            return true;
        }
    }

    public bool Deregister(uint key)
    {
        lock (_gate)
        {
            if (!_regions.TryGetValue(key, out var region) || _mailbox.Execute(Invalidate, region.Address) < 0)
            {
                return false;
            }

            _regions.Remove(key);
            THal.Unshare(region.Address, region.Memory, region.Access);
            return true;
        }
    }

    public void DeregisterAll()
    {
        lock (_gate)
        {
            _adapter.Reset();
            foreach (var region in _regions.Values)
            {
                THal.Unshare(region.Address, region.Memory, region.Access);
            }

            _regions.Clear();
        }
    }
}
