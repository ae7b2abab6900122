using Hal;

namespace Devices;

public static class Log
{
    public static void Info(string text)
    {
    }

    public static void Address(PhysAddr address)
    {
    }
}
