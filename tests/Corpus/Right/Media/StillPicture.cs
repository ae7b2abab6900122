using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A still picture: the sensor may need several tries until its exposure is right.</summary>
public static class StillCamera
{
    public enum Verdict
    {
        Good,
        Dark,
        Bright,
    }

    public static Verdict Capture<THal>(Device sensor, DmaBuffer frame, int tries)
        where THal : struct, IHal
    {
        var verdict = Verdict.Dark;
        for (int attempt = 0; attempt < tries; attempt++)
        {
            PhysAddr address = THal.Share(frame, DeviceToDriver);
            if (!sensor.Submit(address, frame.Length))
            {
                THal.Unshare(address, frame, DeviceToDriver);
                continue;
            }

            bool done = sensor.Wait(300);
            if (!done)
            {
                sensor.Reset();
            }

            THal.Unshare(address, frame, DeviceToDriver);
            if (!done)
            {
                throw new DeviceException("The sensor does not answer.");
            }

            verdict = Judge(frame.AsReadOnlySpan());
            if (verdict == Verdict.Good)
            {
                break;
            }

            sensor.WriteRegister(3, verdict == Verdict.Dark ? 1u : 0u);
        }

        return verdict;
    }

    private static Verdict Judge(ReadOnlySpan<byte> frame)
    {
        long sum = 0;
        foreach (byte b in frame)
        {
            sum += b;
        }

        return (sum / frame.Length) switch
        {
            < 40 => Verdict.Dark,
            > 220 => Verdict.Bright,
            _ => Verdict.Good,
        };
    }
}
