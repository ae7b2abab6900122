using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Frames with up to three planes; a plane that cannot be shared takes back the planes before it.</summary>
public sealed class CameraPlanes<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const int MostPlanes = 3;

    public sealed class Frame
    {
        public required DmaBuffer[] Planes { get; init; }

        internal PhysAddr[] Addresses { get; } = new PhysAddr[MostPlanes];

        internal int Mapped { get; set; }
    }

    public bool Prepare(Frame frame)
    {
        try
        {
            while (frame.Mapped < frame.Planes.Length)
            {
                frame.Addresses[frame.Mapped] = THal.Share(frame.Planes[frame.Mapped], DeviceToDriver);
                frame.Mapped++;
            }

            return true;
        }
        catch (DmaException e)
        {
            Log.Info($"plane {frame.Mapped}: {e.Message}");
            Finish(frame);
            return false;
        }
    }

    public void Program(Frame frame)
    {
        for (int plane = 0; plane < frame.Mapped; plane++)
        {
            registers.Write64((nuint)(0x100 + (plane * 8)), frame.Addresses[plane].Value);
        }

        registers.Write32(0x00, (uint)frame.Mapped);
    }

    public void Finish(Frame frame)
    {
        for (; frame.Mapped > 0; frame.Mapped--)
        {
            THal.Unshare(frame.Addresses[frame.Mapped - 1], frame.Planes[frame.Mapped - 1], DeviceToDriver);
        }
    }
}
