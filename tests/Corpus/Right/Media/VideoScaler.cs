using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A scaler between two planes of luma and one of chroma, all three given as a list. The list is ended from its end, as far as it was
// filled, on the good path and on every other.
public sealed class VideoScaler<THal>
    where THal : struct, IHal
{
    private readonly Device _scaler;

    public VideoScaler(Device scaler) => _scaler = scaler;

    public int Scale(IReadOnlyList<DmaBuffer> sourcePlanes, IReadOnlyList<DmaBuffer> targetPlanes)
    {
        var planes = new List<Shared<THal>>(sourcePlanes.Count + targetPlanes.Count);
        int status = 0;
        try
        {
            foreach (DmaBuffer plane in sourcePlanes)
            {
                planes.Add(new Shared<THal>(plane, BufferDirection.DriverToDevice));
            }

            foreach (DmaBuffer plane in targetPlanes)
            {
                planes.Add(new Shared<THal>(plane, BufferDirection.DeviceToDriver));
            }

            for (int i = 0; i < planes.Count; i++)
            {
                _scaler.Program(planes[i].Paddr, planes[i].Buffer.Length);
            }

            _scaler.Kick();
            if (!_scaler.Wait(40))
            {
                _scaler.Reset();
                status = -110;
            }
        }
        catch (DmaException)
        {
            status = -12;
        }

        for (int i = planes.Count - 1; i >= 0; i--)
        {
            planes[i].Unshare();
        }

        return status;
    }
}
