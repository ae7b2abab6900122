using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A video decoder keeps reference pictures shared until no later picture needs them. A picture's uses are counted; the share ends with
// the last one and the picture leaves the table.
public sealed class ReferencePictures<THal>
    where THal : struct, IHal
{
    private sealed class Picture
    {
        public required Shared<THal> Pixels { get; init; }

        public int Uses { get; set; }
    }

    private readonly Dictionary<int, Picture> _pictures = new();

    public PhysAddr Add(int order, DmaBuffer pixels)
    {
        if (_pictures.ContainsKey(order))
        {
            throw new ArgumentException("the picture is there already", nameof(order));
        }

        var picture = new Picture { Pixels = new Shared<THal>(pixels, BufferDirection.Both), Uses = 1 };
        _pictures.Add(order, picture);
        return picture.Pixels.Paddr;
    }

    public bool TryReference(int order, out PhysAddr address)
    {
        if (_pictures.TryGetValue(order, out Picture? picture))
        {
            picture.Uses++;
            address = picture.Pixels.Paddr;
            return true;
        }

        address = default;
        return false;
    }

    public void Release(int order)
    {
        if (_pictures.TryGetValue(order, out Picture? picture) && --picture.Uses == 0)
        {
            _pictures.Remove(order);
            picture.Pixels.Unshare();
        }
    }

    public void Flush(Device decoder)
    {
        decoder.Reset();
        foreach (Picture picture in _pictures.Values)
        {
            picture.Pixels.Unshare();
        }

        _pictures.Clear();
    }
}
