using System;
using System.Collections.Generic;
using System.Linq;
using Hal;

namespace Drivers;

/// <summary>A map that is loaded with a request's parts and unloaded again, as in the BSDs.</summary>
public sealed class BusDmaLoad<THal>
    where THal : struct, IHal
{
    public delegate void Loaded(ReadOnlySpan<(PhysAddr Paddr, int Length)> segments, int error);

    private readonly int _mostSegments;
    private readonly List<(DmaBuffer Buffer, PhysAddr Paddr)> _segments = [];
    private BufferDirection _direction;

    public BusDmaLoad(int mostSegments) => _mostSegments = mostSegments;

    public bool IsLoaded => _segments.Count > 0;

    public int Load(IEnumerable<DmaBuffer> parts, BufferDirection direction, Loaded callback)
    {
        if (IsLoaded)
        {
            throw new InvalidOperationException("the map is loaded");
        }

        _direction = direction;
        int error = 0;
        foreach (DmaBuffer part in parts)
        {
            if (_segments.Count == _mostSegments)
            {
                error = -27;
                break;
            }

            try
            {
                _segments.Add((part, THal.Share(part, direction)));
            }
            catch (DmaException)
            {
                error = -12;
                break;
            }
        }

        if (error != 0)
        {
            Unload();
            callback([], error);
            return error;
        }

        callback(_segments.Select(s => (s.Paddr, s.Buffer.Length)).ToArray(), 0);
        return 0;
    }

    public void Unload()
    {
        foreach (var (buffer, paddr) in _segments)
        {
            THal.Unshare(paddr, buffer, _direction);
        }

        _segments.Clear();
    }
}
