using System;
using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A domain of mappings, each with its own reference count; the last user of a buffer ends its mapping.</summary>
public sealed class MappingDomain<THal> : IDisposable
    where THal : struct, IHal
{
    private sealed class Mapping(PhysAddr address)
    {
        public PhysAddr Address { get; } = address;

        public int Users { get; set; } = 1;
    }

    private readonly Dictionary<DmaBuffer, Mapping> _mappings = [];
    private readonly Lock _gate = new();

    public PhysAddr Map(DmaBuffer buffer)
    {
        lock (_gate)
        {
            if (_mappings.TryGetValue(buffer, out Mapping? mapping))
            {
                mapping.Users++;
                return mapping.Address;
            }

            PhysAddr address = THal.Share(buffer, Both);
            _mappings.Add(buffer, new Mapping(address));
            return address;
        }
    }

    public void Unmap(DmaBuffer buffer)
    {
        lock (_gate)
        {
            if (!_mappings.TryGetValue(buffer, out Mapping? mapping) || --mapping.Users > 0)
            {
                return;
            }

            _mappings.Remove(buffer);
            THal.Unshare(mapping.Address, buffer, Both);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach ((DmaBuffer buffer, Mapping mapping) in _mappings)
            {
                THal.Unshare(mapping.Address, buffer, Both);
            }

            _mappings.Clear();
        }
    }
}
