using System;
using System.IO;

namespace Hal.Tests.Support;

/// <summary>The files of this repository, for tests that read them. Found from the test's own folder, since source paths are mapped in the build.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine(Root, Path.Combine(parts));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HalGen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No HalGen.sln above {AppContext.BaseDirectory}: run the tests inside the repository.");
    }
}
